using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A trace as scamper's dump.</summary>
internal sealed class TraceDumpText(TextBuffer text, CalendarText calendar)
{
    private readonly TextBuffer _text = text;
    private readonly CalendarText _calendar = calendar;
    private readonly HopDumpText _hops = new(text);

    internal void Write(in WartsTraceView trace)
    {
        _text.Append("traceroute "u8);
        if (!trace.Source.IsNone)
        {
            _text.Append("from "u8).Address(trace.Source).Byte((byte)' ');
        }

        _text.Append("to "u8).Address(trace.Destination).Byte((byte)'\n');
        DumpText.Front(_text, trace.List, trace.Cycle, trace.UserId);
        if (!trace.Router.IsNone)
        {
            _text.Append(" rtr: "u8).Address(trace.Router).Byte((byte)'\n');
        }

        _text.Append(" start: "u8);
        _calendar.CTime(_text, trace.StartSeconds);
        _text.Byte((byte)' ').Padded(trace.StartMicroseconds, 6, (byte)'0').Byte((byte)'\n');
        DumpText.Method(_text, trace);
        if (trace.HasDoubletree)
        {
            WriteDoubletree(trace.Doubletree);
        }

        WriteParameters(trace);
        foreach (WartsHopView hop in trace.Hops)
        {
            _hops.Write(trace, hop);
        }

        foreach (WartsHopView hop in trace.LastDitch)
        {
            _hops.Write(trace, hop);
        }

        if (trace.HasPathMtu)
        {
            WritePathMtu(trace);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteDoubletree(in WartsDoubletreeView doubletree)
    {
        _text.Append(" doubletree firsthop: "u8).Number(doubletree.FirstHop);
        if (doubletree.HasLocalStopSet)
        {
            _text.Append(", lss-name: "u8).Append(doubletree.LocalStopSet);
        }

        if (!doubletree.LocalStop.IsNone)
        {
            _text.Append(", lss-stop: "u8).Address(doubletree.LocalStop);
        }

        if (!doubletree.GlobalStop.IsNone)
        {
            _text.Append(", gss-stop: "u8).Address(doubletree.GlobalStop);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteParameters(in WartsTraceView trace)
    {
        _text.Append(" attempts: "u8).Number(trace.Attempts).Append(", hoplimit: "u8).Number(trace.HopLimit)
            .Append(", loops: "u8).Number(trace.Loops).Append(", probec: "u8).Number(trace.ProbesSent)
            .Append(", hopcount: "u8).Number(trace.HopCount);
        if (trace.StopHop != 0)
        {
            _text.Append(", stophop: "u8).Number(trace.StopHop);
        }

        _text.Append("\n squeries: "u8).Number(trace.Squeries).Append(", firsthop: "u8).Number(trace.FirstHop)
            .Append(", gaplimit: "u8).Number(trace.GapLimit).Append(", gapaction: "u8);
        switch (trace.GapAction)
        {
            case GapAction.Stop:
                _text.Append("stop"u8);
                break;
            case GapAction.LastDitch:
                _text.Append("lastditch"u8);
                break;
            default:
                _text.Number((uint)trace.GapAction);
                break;
        }

        _text.Append("\n wait-timeout: "u8).Number(trace.WaitSeconds).Byte((byte)'s');
        if (trace.WaitProbe != 0)
        {
            _text.Append(", wait-probe: "u8);
            DumpText.Wait(_text, trace.WaitProbe / 100U, trace.WaitProbe % 100U * 10_000);
        }

        if (trace.Confidence != 0)
        {
            _text.Append(", confidence: "u8).Number(trace.Confidence).Byte((byte)'%');
        }

        _text.Append(", tos: 0x"u8).Hex(trace.Tos, 1).Byte((byte)'\n');
        WriteFlags(trace);
        DumpText.StopReason(_text, trace);
        if (trace.HasErrorText)
        {
            _text.Append(" errmsg: "u8).Append(trace.ErrorText).Byte((byte)'\n');
        }
    }

    /// <summary>The number with all bits; names of the bits that have one, where TNT's mark is none.</summary>
    private void WriteFlags(in WartsTraceView trace)
    {
        if (trace.Flags == 0)
        {
            return;
        }

        _text.Append(" flags: 0x"u8).Hex((uint)trace.Flags, 8).Append(" ("u8);
        for (uint rest = (uint)trace.Flags; rest != 0; rest &= rest - 1)
        {
            int bit = System.Numerics.BitOperations.TrailingZeroCount(rest);
            ReadOnlySpan<byte> name = trace.Dialect == WartsDialect.Tnt && 1U << bit == (uint)TraceCodec.TntFlag ? "tnt"u8 : TraceNames.Flag(bit);
            if (!name.IsEmpty)
            {
                _text.Byte((byte)' ').Append(name);
            }
        }

        _text.Append(" )\n"u8);
    }

    private void WritePathMtu(in WartsTraceView trace)
    {
        WartsPathMtuView pathMtu = trace.PathMtu;
        _text.Append("pmtud: ver "u8).Number(pathMtu.Version).Append(" ifmtu "u8).Number(pathMtu.InterfaceMtu)
            .Append(", outmtu "u8).Number(pathMtu.OutgoingMtu).Append(", pmtu "u8).Number(pathMtu.Mtu);
        if (pathMtu.OutgoingMtu != 0)
        {
            _text.Append(", outmtu "u8).Number(pathMtu.OutgoingMtu);
        }

        if (pathMtu.NoteCount != 0)
        {
            _text.Append(", notec "u8).Number(pathMtu.NoteCount);
        }

        _text.Byte((byte)'\n');
        uint index = 0;
        foreach (WartsPathMtuNoteView note in pathMtu.Notes)
        {
            WriteNote(pathMtu, note, index++);
        }

        foreach (WartsHopView hop in pathMtu.Hops)
        {
            _hops.Write(trace, hop);
        }
    }

    private void WriteNote(in WartsPathMtuView pathMtu, WartsPathMtuNoteView note, uint index)
    {
        _text.Append(" note "u8).Number(index).Append(": nhmtu "u8).Number(note.NextHopMtu).Append(", "u8);
        if (note.ReplyIndex is not { } at)
        {
            WriteKind(note.Kind, reply: default, nextHopMtu: 0, ttl: 0);
            return;
        }

        WartsHopView reply = pathMtu.Hops[at];
        WriteKind(note.Kind, reply.Address, reply.NextHopMtu, reply.ProbeTtl);
    }

    private void WriteKind(PathMtuNoteKind kind, WartsAddress reply, uint nextHopMtu, uint ttl)
    {
        switch (kind)
        {
            case PathMtuNoteKind.PacketTooBig:
                _text.Append("ptb "u8).Address(reply);
                break;
            case PathMtuNoteKind.BadPacketTooBig:
                _text.Append("ptb-bad "u8).Address(reply).Append(" mtu "u8).Number(nextHopMtu);
                break;
            case PathMtuNoteKind.Silence:
                _text.Append("silence > ttl "u8).Number(ttl);
                break;
            default:
                _text.Append("type-"u8).Number((uint)kind);
                break;
        }

        _text.Byte((byte)'\n');
    }
}
