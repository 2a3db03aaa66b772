using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>The outcome of path-MTU discovery as scamper's JSON.</summary>
internal sealed class PathMtuJsonText(TextBuffer text, ScamperTextOptions options)
{
    private readonly TextBuffer _text = text;
    private readonly HopJsonText _hops = new(text, options);

    internal void Write(in WartsTraceView trace)
    {
        WartsPathMtuView pathMtu = trace.PathMtu;
        uint outgoing = pathMtu.OutgoingMtu == 0 ? pathMtu.InterfaceMtu : pathMtu.OutgoingMtu;
        _text.Append(",\"pmtud\":{\"if_mtu\":"u8).Number(pathMtu.InterfaceMtu).Append(",\"out_mtu\":"u8).Number(outgoing)
            .Append(",\"path_mtu\":"u8).Number(pathMtu.Mtu).Append(",\"probec\":"u8).Number((uint)CountProbes(pathMtu.Hops))
            .Append(",\"notec\":"u8).Number(pathMtu.NoteCount);
        WriteNotes(trace, pathMtu);
        for (int i = 0; i < pathMtu.Hops.Count; i++)
        {
            _text.Append(i == 0 ? ",\"hops\":["u8 : ","u8);
            _hops.Write(trace, pathMtu.Hops[i]);
        }

        _text.Append(pathMtu.Hops.Count > 0 ? "]}"u8 : "}"u8);
    }

    /// <summary>The records know the probes only by their replies.</summary>
    private static int CountProbes(WartsHopList hops)
    {
        int count = 0;
        for (int i = 0; i < hops.Count; i++)
        {
            WartsHopView hop = hops[i];
            WartsHopView previous = hops[Math.Max(0, i - 1)];
            bool isNew = i == 0 || hop.ProbeTtl != previous.ProbeTtl || hop.ProbeId != previous.ProbeId || hop.ProbeSize != previous.ProbeSize;
            count += isNew ? 1 : 0;
        }

        return count;
    }

    private void WriteNotes(in WartsTraceView trace, WartsPathMtuView pathMtu)
    {
        int previous = 0;
        int index = 0;
        foreach (WartsPathMtuNoteView note in pathMtu.Notes)
        {
            if (index == 0 && pathMtu.OutgoingMtu != 0 && (note.Kind != PathMtuNoteKind.Silence || note.ReplyIndex is not null))
            {
                return;
            }

            _text.Append(index++ == 0 ? ",\"notes\":["u8 : ","u8).Append("{\"nhmtu\":"u8).Number(note.NextHopMtu);
            if (note.ReplyIndex is { } reply)
            {
                WriteReply(trace, note, pathMtu.Hops[reply], reply, ref previous);
            }
            else
            {
                WriteKind(note.Kind);
            }

            _text.Byte((byte)'}');
        }

        _text.Append(index > 0 ? "]"u8 : default);
    }

    private void WriteReply(in WartsTraceView trace, in WartsPathMtuNoteView note, in WartsHopView reply, uint index, ref int previous)
    {
        _text.Append(",\"hop_id\":"u8).Number(index);
        int distance = PathMtuDistance.Of(trace, note.Kind, reply, previous);
        if (distance > 0)
        {
            _text.Append(",\"dist\":"u8).Number(distance);
            previous = distance;
        }

        WriteKind(note.Kind);
        if (reply.IsTooBig)
        {
            _text.Append(",\"icmp_nhmtu\":"u8).Number(reply.NextHopMtu);
        }

        JsonText.Address(_text, ",\"addr\":\""u8, reply.Address);
    }

    private void WriteKind(PathMtuNoteKind kind)
    {
        ReadOnlySpan<byte> name = TraceNames.Note(kind);
        _text.Append(",\"type\":\""u8).Append(name);
        if (name.IsEmpty)
        {
            _text.Number((uint)kind);
        }

        _text.Byte((byte)'"');
    }
}
