using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Pieces that scamper's dumps of traces and pings share.</summary>
internal static class DumpText
{
    private const int MicrosecondsPerSecond = 1_000_000;

    /// <summary>The lines from the list to the user's number.</summary>
    internal static void Front(TextBuffer text, WartsListRecord? list, WartsCycleRecord? cycle, uint userId)
    {
        if (list is not null)
        {
            text.Append(" list id: "u8).Number(list.ListId).Append(", name: "u8).Append(list.NameBytes);
            if (list.Monitor is not null)
            {
                text.Append(", monitor: "u8).Append(list.MonitorBytes);
            }

            text.Byte((byte)'\n');
        }

        if (cycle is not null)
        {
            text.Append(" cycle id: "u8).Number(cycle.CycleId).Byte((byte)'\n');
        }

        text.Append(" user-id: "u8).Number((int)userId).Byte((byte)'\n');
    }

    /// <summary>Seconds with as many of six decimals as are not trailing zeros.</summary>
    internal static void Wait(TextBuffer text, uint seconds, uint microseconds)
    {
        text.Number(seconds);
        if (microseconds != 0)
        {
            text.Byte((byte)'.');
            uint rest = microseconds;
            for (uint divisor = MicrosecondsPerSecond / 10; rest != 0; divisor /= 10)
            {
                text.Byte((byte)('0' + (rest / divisor)));
                rest %= divisor;
            }
        }

        text.Byte((byte)'s');
    }

    /// <summary>Seconds with six decimals, signed: when a probe was sent, counted from the start.</summary>
    internal static void Elapsed(TextBuffer text, uint startSeconds, uint startMicroseconds, uint seconds, uint microseconds)
    {
        long elapsed = (((long)seconds - startSeconds) * MicrosecondsPerSecond) + microseconds - startMicroseconds;
        if (elapsed < 0)
        {
            text.Byte((byte)'-');
            elapsed = -elapsed;
        }

        text.Number((uint)(elapsed / MicrosecondsPerSecond)).Byte((byte)'.')
            .Padded((uint)(elapsed % MicrosecondsPerSecond), 6, (byte)'0').Byte((byte)'s');
    }

    /// <summary>Seconds with six decimals.</summary>
    internal static void Rtt(TextBuffer text, uint microseconds) => text.Decimal(microseconds, MicrosecondsPerSecond, 6).Byte((byte)'s');

    /// <summary>The names of TCP flags in parentheses, nothing for no flag.</summary>
    internal static void TcpFlags(TextBuffer text, byte flags)
    {
        if (flags == 0)
        {
            return;
        }

        text.Append(" ("u8);
        for (int bit = 0; bit < 8; bit++)
        {
            if ((flags >> bit & 1) != 0)
            {
                text.Byte((byte)' ').Append(PingNames.TcpFlag(bit));
            }
        }

        text.Append(" )"u8);
    }

    /// <summary>Why a trace ended, with its detail.</summary>
    internal static void StopReason(TextBuffer text, in WartsTraceView trace)
    {
        ReadOnlySpan<byte> name = TraceNames.LowerStopReason(trace.StopReason);
        text.Append(" stop reason: "u8).Append(name);
        if (name.IsEmpty)
        {
            text.Number((uint)trace.StopReason);
        }

        if (trace.StopReason == Probing.StopReason.Unreach)
        {
            ReadOnlySpan<byte> detail = TraceNames.Unreachable(trace.Destination.IsIPv6, trace.StopData);
            text.Byte((byte)' ').Append(detail);
            if (detail.IsEmpty)
            {
                text.Number(trace.StopData);
            }
        }
        else if (trace.StopReason is Probing.StopReason.Icmp or Probing.StopReason.Error)
        {
            text.Byte((byte)' ').Number(trace.StopData);
        }

        text.Byte((byte)'\n');
    }

    /// <summary>The kind of probe and its ports.</summary>
    internal static void Method(TextBuffer text, in WartsTraceView trace)
    {
        text.Append(" type: "u8).Append(trace.Method switch
        {
            TraceMethod.Icmp => "icmp, echo id: "u8,
            TraceMethod.IcmpParis => "icmp paris, echo id: "u8,
            TraceMethod.Udp => "udp, sport: "u8,
            TraceMethod.UdpParis => "udp paris, sport: "u8,
            TraceMethod.Tcp => "tcp, sport: "u8,
            TraceMethod.TcpAck => "tcp-ack, sport: "u8,
            _ => default,
        });
        switch (trace.Method)
        {
            case TraceMethod.Icmp:
                text.Number(trace.SourcePort);
                break;
            case TraceMethod.IcmpParis:
                text.Number(trace.SourcePort);
                if ((trace.Flags & TraceFlags.ChecksumInDestinationPort) != 0)
                {
                    text.Append(", csum: 0x"u8).Hex(trace.DestinationPort, 4);
                }

                break;
            case TraceMethod.Udp or TraceMethod.UdpParis or TraceMethod.Tcp or TraceMethod.TcpAck:
                text.Number(trace.SourcePort).Append(trace.Method == TraceMethod.Udp ? ", base dport: "u8 : ", dport: "u8)
                    .Number(trace.DestinationPort);
                break;
            default:
                text.Number((uint)trace.Method);
                break;
        }

        if (trace.FragmentOffset != 0)
        {
            text.Append(", offset "u8).Number(trace.FragmentOffset);
        }

        text.Byte((byte)'\n');
    }
}
