namespace Vtnt.Warts;

/// <summary>The section of a trace on path-MTU discovery. Sizes are whole packets in bytes; 0 means not known.</summary>
public readonly ref struct WartsPathMtuView
{
    private readonly WartsScope _scope;
    private readonly int _notes;

    internal WartsPathMtuView(scoped in WartsScope scope, int start, WartsHopList hops, int notes)
    {
        var cursor = new WartsCursor(scope.Body, start);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        InterfaceMtu = block.Has(1) ? cursor.ReadUInt16() : (ushort)0;
        Mtu = block.Has(2) ? cursor.ReadUInt16() : (ushort)0;
        OutgoingMtu = block.Has(3) ? cursor.ReadUInt16() : (ushort)0;
        Version = block.Has(4) ? cursor.ReadByte() : (byte)1;
        NoteCount = block.Has(5) ? cursor.ReadByte() : (byte)0;
        Hops = hops;
        _scope = scope;
        _notes = notes;
    }

    /// <summary>MTU of the outgoing interface.</summary>
    public ushort InterfaceMtu { get; }

    /// <summary>The path MTU found.</summary>
    public ushort Mtu { get; }

    /// <summary>Size that leaves the first hop, where larger packets vanish before it.</summary>
    public ushort OutgoingMtu { get; }

    /// <summary>Layout of the section, 1 or 2.</summary>
    public byte Version { get; }

    /// <summary>How many notes there are.</summary>
    public byte NoteCount { get; }

    /// <summary>Replies to the probes of the discovery.</summary>
    public WartsHopList Hops { get; }

    /// <summary>The notes, in order.</summary>
    public NoteEnumerator Notes => new(_scope.Body, _notes, NoteCount);

    /// <summary>Walks the notes, for <c>foreach</c>.</summary>
    public ref struct NoteEnumerator
    {
        private WartsCursor _cursor;
        private int _left;

        internal NoteEnumerator(ReadOnlySpan<byte> body, int offset, int count)
        {
            _cursor = new(body, offset);
            _left = count;
        }

        /// <summary>The note walked to.</summary>
        public WartsPathMtuNoteView Current { get; private set; }

        /// <summary>The enumerator itself.</summary>
        public readonly NoteEnumerator GetEnumerator() => this;

        /// <summary>Goes to the next note; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            Current = WartsPathMtuNoteView.Read(ref _cursor);
            return true;
        }
    }
}
