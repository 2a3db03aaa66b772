namespace Vtnt.Warts;

/// <summary>Addresses that follow each other in a record, for <c>foreach</c>.</summary>
public readonly ref struct WartsAddressList
{
    private readonly WartsScope _scope;
    private readonly int _offset;

    internal WartsAddressList(scoped in WartsScope scope, int offset, int count)
    {
        _scope = scope;
        _offset = offset;
        Count = count;
    }

    /// <summary>How many addresses there are, 0 to 255.</summary>
    public int Count { get; }

    /// <summary>The addresses, in order.</summary>
    public Enumerator GetEnumerator() => new(_scope, _offset, Count);

    /// <summary>Walks the addresses.</summary>
    public ref struct Enumerator
    {
        private readonly WartsScope _scope;
        private WartsCursor _cursor;
        private int _left;

        internal Enumerator(scoped in WartsScope scope, int offset, int count)
        {
            _scope = scope;
            _cursor = new(scope.Body, offset);
            _left = count;
        }

        /// <summary>The address walked to.</summary>
        public WartsAddress Current { get; private set; }

        /// <summary>Goes to the next address; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            Current = _scope.ReadAddress(ref _cursor);
            return true;
        }
    }
}
