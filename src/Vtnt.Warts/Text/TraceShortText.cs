using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A trace in scamper's short text.</summary>
internal sealed class TraceShortText(TextBuffer text)
{
    private readonly TextBuffer _text = text;
    private readonly PathMtuShortText _pathMtu = new(text);

    internal void Write(in WartsTraceView trace)
    {
        _text.Append("traceroute"u8);
        if (!trace.Source.IsNone)
        {
            _text.Append(" from "u8).Address(trace.Source);
        }

        _text.Append(" to "u8).Address(trace.Destination);
        if (!trace.Router.IsNone)
        {
            _text.Append(" via "u8).Address(trace.Router);
        }

        _text.Byte((byte)'\n');
        _pathMtu.Begin(trace);
        int index = 0;
        for (int place = 1; place <= trace.HopCount; place++)
        {
            int start = index;
            while (index < trace.Hops.Count && PlaceOf(trace.Hops[index]) == place)
            {
                index++;
            }

            WriteHop(trace, place, start, index);
            _pathMtu.Write(trace, place, start, index);
            _text.Byte((byte)'\n');
        }
    }

    private static int PlaceOf(in WartsHopView hop) => hop.TntSlot != 0 ? hop.TntSlot : hop.ProbeTtl;

    private void WriteHop(in WartsTraceView trace, int place, int start, int end)
    {
        _text.Padded((uint)place, 2, (byte)' ').Append("  "u8);
        if (start == end)
        {
            WriteSilence(trace);
            return;
        }

        for (int i = start; i < end; i++)
        {
            WartsHopView hop = trace.Hops[i];
            if (i == start || !hop.Address.SameAs(trace.Hops[i - 1].Address))
            {
                _text.Address(hop.Address).Append("  "u8);
            }

            _text.Milliseconds(hop.RttMicroseconds).Append(" ms"u8);
            WriteMark(hop);
            _text.Append("  "u8);
        }

        _text.TrimEnd();
    }

    /// <summary>One star, or one per attempt where every attempt was sent.</summary>
    private void WriteSilence(in WartsTraceView trace)
    {
        int stars = (trace.Flags & TraceFlags.AllAttempts) != 0 ? Math.Max(1, (int)trace.Attempts) : 1;
        for (int i = 0; i < stars; i++)
        {
            _text.Append(i == 0 ? "*"u8 : " *"u8);
        }
    }

    private void WriteMark(in WartsHopView hop)
    {
        if ((hop.Flags & WartsHopFlags.Tcp) != 0)
        {
            WriteTcpMark(hop.TcpFlags);
        }
        else if (hop.IsIcmp)
        {
            WriteIcmpMark(hop);
        }
    }

    private void WriteIcmpMark(in WartsHopView hop)
    {
        switch (hop.Address.IsIPv6, hop.IcmpType, hop.IcmpCode)
        {
            case (false, 11, _) or (false, 0, _) or (false, 3, 3) or (true, 3, _) or (true, 129, _) or (true, 1, 4):
                return;
            case (false, 3, 13):
                _text.Append(" !X"u8);
                return;
            case (false, 3, 1):
                _text.Append(" !H"u8);
                return;
            case (false, 3, 4) or (true, 2, _):
                _text.Append(" !F"u8);
                return;
            case (false, 3, 5) or (true, 1, 2):
                _text.Append(" !S"u8);
                return;
            case (false, 3, 2) or (true, 1, 1):
                _text.Append(" !P"u8);
                return;
            case (false, 3, 0) or (true, 1, 0):
                _text.Append(" !N"u8);
                return;
            case (true, 1, 3):
                _text.Append(" !A"u8);
                return;
            case (false, 3, _) or (true, 1, _):
                _text.Append(" !<"u8).Number(hop.IcmpCode).Byte((byte)'>');
                return;
            default:
                _text.Append(" !<"u8).Number(hop.IcmpType).Byte((byte)',').Number(hop.IcmpCode).Byte((byte)'>');
                return;
        }
    }

    private void WriteTcpMark(byte flags)
    {
        const byte Fin = 0x01, Syn = 0x02, Rst = 0x04, Psh = 0x08, Ack = 0x10, Urg = 0x20, Ece = 0x40, Cwr = 0x80;
        if ((flags & Rst) != 0)
        {
            _text.Append(" [closed]"u8);
        }
        else if ((flags & (Syn | Ack)) == (Syn | Ack))
        {
            _text.Append((flags & Ece) != 0 ? " [open, ecn]"u8 : " [open]"u8);
        }
        else if (flags == 0)
        {
            _text.Append(" [unknown, no flags]"u8);
        }
        else
        {
            // scamper's order.
            _text.Append(" [unknown, "u8);
            ReadOnlySpan<byte> names = "SYNRSTACKPSHFINURGCWRECE"u8;
            ReadOnlySpan<byte> bits = [Syn, Rst, Ack, Psh, Fin, Urg, Cwr, Ece];
            bool isFirst = true;
            for (int i = 0; i < bits.Length; i++)
            {
                if ((flags & bits[i]) != 0)
                {
                    _text.Append(isFirst ? default : " "u8).Append(names.Slice(3 * i, 3));
                    isFirst = false;
                }
            }

            _text.Byte((byte)']');
        }
    }
}
