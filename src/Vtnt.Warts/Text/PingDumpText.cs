using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A ping as scamper's dump.</summary>
internal sealed class PingDumpText(TextBuffer text, CalendarText calendar)
{
    private readonly TextBuffer _text = text;
    private readonly CalendarText _calendar = calendar;
    private readonly PingReplyDumpText _replies = new(text);

    internal void Write(in WartsPingView ping)
    {
        _text.Append("ping "u8);
        if (!ping.Source.IsNone)
        {
            _text.Append("from "u8).Address(ping.Source)
                .Append((ping.Flags & PingFlags.Spoof) != 0 ? " (spoofed) "u8 : " "u8);
        }

        _text.Append("to "u8).Address(ping.Destination).Byte((byte)'\n');
        DumpText.Front(_text, ping.List, ping.Cycle, ping.UserId);
        if (!ping.Router.IsNone)
        {
            _text.Append(" rtr: "u8).Address(ping.Router).Byte((byte)'\n');
        }

        _text.Append(" start: "u8);
        _calendar.CTime(_text, ping.StartSeconds);
        _text.Byte((byte)' ').Padded(ping.StartMicroseconds, 6, (byte)'0').Byte((byte)'\n');
        WriteParameters(ping);
        WriteMethod(ping);
        WritePayload(ping);
        _text.Append(" probes-sent: "u8).Number(ping.ProbesSent).Append(", stop-reason: "u8);
        WriteStopReason(ping);
        foreach (WartsPingReplyView reply in ping.Replies)
        {
            _replies.Write(ping, reply);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteParameters(in WartsPingView ping)
    {
        _text.Append(" probe-count: "u8).Number(ping.ProbeCount);
        if (ping.StopCount != 0)
        {
            _text.Append(", replies-req: "u8).Number(ping.StopCount);
        }

        _text.Append(", size: "u8).Number(ping.ProbeSize);
        if (ping.ReplyPathMtu != 0)
        {
            _text.Append(", reply-pmtu: "u8).Number(ping.ReplyPathMtu);
        }

        _text.Append(", wait: "u8);
        DumpText.Wait(_text, ping.WaitSeconds, ping.WaitMicroseconds);
        _text.Append(", timeout: "u8);
        DumpText.Wait(_text, ping.TimeoutSeconds, ping.TimeoutMicroseconds);
        _text.Append(", ttl: "u8).Number(ping.ProbeTtl).Append(", tos: 0x"u8).Hex(ping.Tos, 2).Byte((byte)'\n');
        if (ping.HasErrorText)
        {
            _text.Append(" errmsg: "u8).Append(ping.ErrorText).Byte((byte)'\n');
        }

        ReadOnlySpan<byte> front = " flags: "u8;
        for (uint rest = (uint)ping.Flags; rest != 0; rest &= rest - 1)
        {
            ReadOnlySpan<byte> name = PingNames.Flag(System.Numerics.BitOperations.TrailingZeroCount(rest));
            if (!name.IsEmpty)
            {
                _text.Append(front).Append(name);
                front = ", "u8;
            }
        }

        _text.Append(ping.Flags != 0 ? "\n"u8 : default);
    }

    private void WriteMethod(in WartsPingView ping)
    {
        ReadOnlySpan<byte> name = PingNames.Method(ping.Method);
        _text.Append(" method: "u8).Append(name);
        if (name.IsEmpty)
        {
            _text.Number((uint)ping.Method);
        }

        if (ping.IsTcp || ping.IsUdp)
        {
            bool countsSource = ping.Method is PingMethod.TcpAckSourcePort or PingMethod.TcpSynSourcePort or PingMethod.UdpSourcePort;
            _text.Append(countsSource ? ", base-sport: "u8 : ", sport: "u8).Number(ping.SourcePort)
                .Append(ping.Method == PingMethod.UdpDestinationPort ? ", base-dport "u8 : ", dport: "u8).Number(ping.DestinationPort);
        }
        else
        {
            _text.Append(", icmp-id: "u8).Number(ping.SourcePort);
            if ((ping.Flags & PingFlags.IcmpChecksum) != 0)
            {
                _text.Append(", icmp-csum: 0x"u8).Hex(ping.IcmpChecksum, 4);
            }
        }

        if (ping.IsTcp)
        {
            _text.Append(", seq: "u8).Number(ping.TcpSequence).Append(", ack: "u8).Number(ping.TcpAcknowledgement);
        }

        _text.Byte((byte)'\n');
    }

    private void WritePayload(in WartsPingView ping)
    {
        if (ping.TimestampAddresses.Count > 0)
        {
            _text.Append(" timestamp-prespec:"u8);
            foreach (WartsAddress address in ping.TimestampAddresses)
            {
                _text.Byte((byte)' ').Address(address);
            }

            _text.Byte((byte)'\n');
        }

        if (ping.Payload.IsEmpty)
        {
            return;
        }

        _text.Append((ping.Flags & PingFlags.Payload) != 0 ? " payload bytes ("u8 : " pattern bytes ("u8)
            .Number((uint)ping.Payload.Length).Append("): "u8);
        foreach (byte value in ping.Payload)
        {
            _text.Hex(value, 2);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteStopReason(in WartsPingView ping)
    {
        ReadOnlySpan<byte> name = PingNames.StopReason(ping.StopReason);
        _text.Append(name);
        if (name.IsEmpty)
        {
            _text.Number(ping.StopReason);
        }

        if (WartsPingStop.ToStopReason(ping.StopReason) == StopReason.Error)
        {
            _text.Byte((byte)' ').Number(ping.StopData);
        }

        _text.Byte((byte)'\n');
    }
}
