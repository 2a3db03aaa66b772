using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// The path MTU beside the hops of a trace's short text: at each hop the size that reaches it, with a star where no
/// message told it and it was searched for; the routers that sent such messages, where the hop is not known by the same
/// address; and the sizes that they claimed wrongly.
/// </summary>
internal sealed class PathMtuShortText(TextBuffer text)
{
    private readonly TextBuffer _text = text;
    private readonly byte[] _distances = new byte[byte.MaxValue];
    private Size _size;
    private int _next;

    /// <summary>Begins a trace.</summary>
    internal void Begin(in WartsTraceView trace)
    {
        (_size, _next) = (default, 0);
        if (!trace.HasPathMtu || trace.PathMtu.Version != 2)
        {
            return;
        }

        WartsPathMtuView pathMtu = trace.PathMtu;
        _size = pathMtu.OutgoingMtu != 0 ? new(pathMtu.OutgoingMtu, true) : new(pathMtu.InterfaceMtu, false);
        int previous = 0;
        int index = 0;
        foreach (WartsPathMtuNoteView note in pathMtu.Notes)
        {
            int distance = note.ReplyIndex is { } reply ? DistanceOf(trace, note.Kind, pathMtu.Hops[reply], previous) : 0;
            _distances[index++] = (byte)distance;
            previous = Math.Max(previous, distance);
        }
    }

    /// <summary>Writes what belongs behind the hop at <paramref name="place"/>, whose replies are those from start to end.</summary>
    internal void Write(in WartsTraceView trace, int place, int start, int end)
    {
        if (_size.Bytes == 0)
        {
            return;
        }

        if (start != end)
        {
            WriteSize(_size);
        }

        Size before = _size;
        int index = 0;
        int mark = _text.Length;
        foreach (WartsPathMtuNoteView note in trace.PathMtu.Notes)
        {
            if (_distances[index] == place && note.Kind != PathMtuNoteKind.Silence && note.ReplyIndex is { } reply)
            {
                if (start == end)
                {
                    // At a silent hop the last note is shown alone, and the size in front of it.
                    _text.Rewind(mark);
                    WriteSize(before);
                }

                WriteNote(trace, note.Kind, trace.PathMtu.Hops[reply], start, end);
            }

            before = new(note.NextHopMtu, note.Kind != PathMtuNoteKind.PacketTooBig);
            if (index == _next && _distances[index] <= place)
            {
                _size = before;
                _next++;
            }

            index++;
        }
    }

    private void WriteSize(Size size) => _text.Append(size.IsSearched ? " [*mtu: "u8 : " [mtu: "u8).Number(size.Bytes).Byte((byte)']');

    private void WriteNote(in WartsTraceView trace, PathMtuNoteKind kind, in WartsHopView reply, int start, int end)
    {
        if (!IsAmong(trace, start, end, reply.Address))
        {
            _text.Append(" ptb "u8).Address(reply.Address);
        }

        if (kind == PathMtuNoteKind.BadPacketTooBig)
        {
            _text.Append(" nhmtu "u8).Number(reply.NextHopMtu).Byte((byte)'!');
        }
    }

    /// <summary>
    /// At which hop a note was learned: for silence the probe's TTL; else the first hop behind the previous note's whose
    /// first reply came from the same address; else what the quoted TTL tells, one less when the hop there lies in the same
    /// point-to-point subnet, or is the last: who sends such a message is no destination. 0 when unknown.
    /// </summary>
    private static int DistanceOf(in WartsTraceView trace, PathMtuNoteKind kind, in WartsHopView reply, int previous)
    {
        if (kind == PathMtuNoteKind.Silence)
        {
            return reply.ProbeTtl;
        }

        int place = 0;
        int told = reply.IsQuoting && reply.QuotedTtl <= reply.ProbeTtl ? reply.ProbeTtl - reply.QuotedTtl + 1 : 0;
        bool isNear = told == trace.HopCount;
        foreach (WartsHopView hop in trace.Hops)
        {
            if (hop.ProbeTtl == place)
            {
                continue;
            }

            place = hop.ProbeTtl;
            if (place > previous && hop.Address.SameAs(reply.Address))
            {
                return place;
            }

            isNear |= place == told && PathMtuDistance.IsSameSubnet(hop.Address, reply.Address);
        }

        return told > 1 && isNear ? told - 1 : told;
    }

    private static bool IsAmong(in WartsTraceView trace, int start, int end, WartsAddress address) =>
        start != end && trace.Hops[start].Address.SameAs(address);

    /// <summary>A packet size, and whether it was searched for or told by a message.</summary>
    private readonly record struct Size(uint Bytes, bool IsSearched);
}
