namespace Vtnt.Warts;

/// <summary>The path MTU beside the hops of a trace's short text: at each hop the size that reaches it.</summary>
internal ref struct PathMtuShortText
{
    private WartsPathMtuView.NoteEnumerator _notes;
    private WartsPathMtuNoteView _note;
    private uint _size;
    private int _distance;
    private bool _hasNote;

    internal PathMtuShortText(in WartsTraceView trace)
    {
        if (!trace.HasPathMtu || trace.PathMtu is { Mtu: 0 } or { Version: not 2 })
        {
            return;
        }

        _size = trace.PathMtu.OutgoingMtu == 0 ? trace.PathMtu.InterfaceMtu : trace.PathMtu.OutgoingMtu;
        _notes = trace.PathMtu.Notes;
        MoveNext(trace);
        if (_hasNote && _note.ReplyIndex is null)
        {
            MoveNext(trace);
        }
    }

    /// <summary>Writes what belongs behind the hop at <paramref name="place"/>, whose replies are those from start to end.</summary>
    internal void Write(TextBuffer text, in WartsTraceView trace, int place, int start, int end)
    {
        if (_size == 0 || start == end)
        {
            return;
        }

        text.Append(" [mtu: "u8).Number(_size).Byte((byte)']');
        while (_hasNote && _distance <= place)
        {
            _size = _note.NextHopMtu;
            MoveNext(trace);
        }
    }

    private void MoveNext(in WartsTraceView trace)
    {
        _hasNote = _notes.MoveNext();
        if (!_hasNote)
        {
            return;
        }

        _note = _notes.Current;
        _distance = _note.ReplyIndex is { } reply ? PathMtuDistance.Of(trace, _note.Kind, trace.PathMtu.Hops[reply], _distance) : 0;
    }
}
