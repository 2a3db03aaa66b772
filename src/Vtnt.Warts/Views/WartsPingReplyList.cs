namespace Vtnt.Warts;

/// <summary>The replies of a ping record: by probe, then in the file's order. Each access decodes one.</summary>
public readonly ref struct WartsPingReplyList
{
    private readonly WartsScope _scope;
    private readonly ReadOnlySpan<int> _blocks;

    internal WartsPingReplyList(scoped in WartsScope scope, ReadOnlySpan<int> blocks)
    {
        _scope = scope;
        _blocks = blocks;
    }

    /// <summary>How many replies there are.</summary>
    public int Count => _blocks.Length;

    /// <summary>The reply at an index from 0.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is not below <see cref="Count"/>.</exception>
    public WartsPingReplyView this[int index] => new(_scope, _blocks[index]);

    /// <summary>The replies, in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the replies.</summary>
    public ref struct Enumerator
    {
        private readonly WartsPingReplyList _replies;
        private int _index;

        internal Enumerator(WartsPingReplyList replies)
        {
            _replies = replies;
            _index = -1;
        }

        /// <summary>The reply walked to, decoded at every call.</summary>
        public readonly WartsPingReplyView Current => _replies[_index];

        /// <summary>Goes to the next reply; false behind the last.</summary>
        public bool MoveNext() => ++_index < _replies.Count;
    }
}
