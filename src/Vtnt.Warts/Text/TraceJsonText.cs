using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A trace as scamper's JSON.</summary>
internal sealed class TraceJsonText(TextBuffer text, ScamperTextOptions options)
{
    private readonly TextBuffer _text = text;
    private readonly CalendarText _calendar = new(options.TimeZone);
    private readonly HopJsonText _hops = new(text, options);
    private readonly PathMtuJsonText _pathMtu = new(text, options);

    internal void Write(in WartsTraceView trace)
    {
        WriteFront(trace);
        WriteParameters(trace);
        int shownCount = trace.StopHop != 0 && trace.StopHop <= trace.HopCount ? trace.StopHop : trace.HopCount;
        int shown = shownCount == trace.HopCount ? trace.Hops.Count : 0;
        while (shown < trace.Hops.Count && PlaceOf(trace.Hops[shown]) <= shownCount)
        {
            shown++;
        }

        WriteHops(trace, ",\"hops\":["u8, 0, shown);
        WriteHops(trace, ",\"extra_hops\":["u8, shown, trace.Hops.Count);
        if (trace.HasPathMtu && trace.PathMtu.Version == 2)
        {
            _pathMtu.Write(trace);
        }

        _text.Append("}\n"u8);
    }

    private static int PlaceOf(in WartsHopView hop) => hop.TntSlot != 0 ? hop.TntSlot : hop.ProbeTtl;

    private void WriteFront(in WartsTraceView trace)
    {
        _text.Append("{\"type\":\"trace\",\"version\":\"0.1\",\"userid\":"u8).Number(trace.UserId).Append(",\"method\":\""u8);
        ReadOnlySpan<byte> method = TraceNames.Method(trace.Method);
        if (method.IsEmpty)
        {
            _text.Number((uint)trace.Method);
        }

        _text.Append(method).Byte((byte)'"');
        if (!trace.Source.IsNone)
        {
            JsonText.Address(_text, ",\"src\":\""u8, trace.Source);
        }

        JsonText.Address(_text, ",\"dst\":\""u8, trace.Destination);
        if (!trace.Router.IsNone)
        {
            JsonText.Address(_text, ",\"rtr\":\""u8, trace.Router);
        }

        if ((trace.Flags & TraceFlags.ChecksumInDestinationPort) != 0)
        {
            _text.Append(",\"icmp_sum\":"u8).Number(trace.DestinationPort);
        }
        else if (trace.Method is TraceMethod.Udp or TraceMethod.UdpParis or TraceMethod.Tcp or TraceMethod.TcpAck)
        {
            _text.Append(",\"sport\":"u8).Number(trace.SourcePort).Append(",\"dport\":"u8).Number(trace.DestinationPort);
        }
    }

    private void WriteParameters(in WartsTraceView trace)
    {
        _text.Append(",\"stop_reason\":\""u8);
        ReadOnlySpan<byte> reason = TraceNames.StopReason(trace.StopReason);
        if (reason.IsEmpty)
        {
            _text.Number((uint)trace.StopReason);
        }

        _text.Append(reason).Append("\",\"stop_data\":"u8).Number(trace.StopData);
        if (trace.HasErrorText)
        {
            _text.Append(",\"errmsg\":"u8);
            JsonText.String(_text, trace.ErrorText);
        }

        JsonText.Time(_text, ",\"start\":"u8, trace.StartSeconds, trace.StartMicroseconds).Append(",\"ftime\":\""u8);
        _calendar.Iso(_text, trace.StartSeconds);
        uint hopCount = trace.StopHop != 0 && trace.StopHop <= trace.HopCount ? trace.StopHop : trace.HopCount;
        _text.Append("\"},\"hop_count\":"u8).Number(hopCount).Append(",\"attempts\":"u8).Number(trace.Attempts)
            .Append(",\"hoplimit\":"u8).Number(trace.HopLimit).Append(",\"firsthop\":"u8).Number(trace.FirstHop)
            .Append(",\"wait\":"u8).Number(trace.WaitSeconds).Append(",\"wait_probe\":"u8).Number(trace.WaitProbe)
            .Append(",\"tos\":"u8).Number(trace.Tos).Append(",\"probe_size\":"u8).Number(trace.ProbeSize)
            .Append(",\"probe_count\":"u8).Number(trace.ProbesSent);
        if (trace.List is { Monitor: not null } list)
        {
            _text.Append(",\"monitor\":"u8);
            JsonText.String(_text, list.MonitorBytes);
        }

        WriteFlags(trace);
    }

    /// <summary>TNT's mark is a matter of its dialect, not a flag of the trace.</summary>
    private void WriteFlags(in WartsTraceView trace)
    {
        uint flags = (uint)(trace.Dialect == WartsDialect.Tnt ? trace.Flags & ~TraceCodec.TntFlag : trace.Flags);
        if (flags == 0)
        {
            return;
        }

        _text.Append(",\"flags\":"u8);
        byte separator = (byte)'[';
        for (uint rest = flags; rest != 0; rest &= rest - 1)
        {
            int bit = System.Numerics.BitOperations.TrailingZeroCount(rest);
            ReadOnlySpan<byte> name = TraceNames.Flag(bit);
            _text.Byte(separator).Byte((byte)'"').Append(name);
            if (name.IsEmpty)
            {
                _text.Append("0x"u8).Hex(1U << bit, 8);
            }

            _text.Byte((byte)'"');
            separator = (byte)',';
        }

        _text.Byte((byte)']');
    }

    private void WriteHops(in WartsTraceView trace, ReadOnlySpan<byte> front, int start, int end)
    {
        if (start == end)
        {
            return;
        }

        _text.Append(front);
        for (int i = start; i < end; i++)
        {
            if (i != start)
            {
                _text.Byte((byte)',');
            }

            _hops.Write(trace, trace.Hops[i]);
        }

        _text.Byte((byte)']');
    }
}
