namespace Vtnt.Warts;

/// <summary>
/// Hop records of one part of a trace: by probe TTL (by slot in TNT's dialect), then in the file's order.
/// </summary>
public readonly ref struct WartsHopList
{
    private readonly WartsScope _scope;
    private readonly ReadOnlySpan<HopPlace> _places;

    internal WartsHopList(scoped in WartsScope scope, ReadOnlySpan<HopPlace> places)
    {
        _scope = scope;
        _places = places;
    }

    /// <summary>How many replies there are.</summary>
    public int Count => _places.Length;

    /// <summary>The reply at an index from 0.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is not below <see cref="Count"/>.</exception>
    public WartsHopView this[int index] => new(_scope, in _places[index]);

    /// <summary>The replies, in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the replies.</summary>
    public ref struct Enumerator
    {
        private readonly WartsHopList _hops;
        private int _index;

        internal Enumerator(WartsHopList hops)
        {
            _hops = hops;
            _index = -1;
        }

        /// <summary>The reply walked to.</summary>
        public readonly WartsHopView Current => _hops[_index];

        /// <summary>Goes to the next reply; false behind the last.</summary>
        public bool MoveNext() => ++_index < _hops.Count;
    }
}
