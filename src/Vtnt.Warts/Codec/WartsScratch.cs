namespace Vtnt.Warts;

/// <summary>
/// What checking a record leaves behind for reading it: where its inline addresses, its hop records and its reply blocks
/// are. Reused for every record, so that decoding allocates nothing once it has grown.
/// </summary>
internal sealed class WartsScratch
{
    private int[] _addresses = new int[64];
    private int[] _names = new int[16];
    private int[] _blocks = new int[256];
    private int[] _orders = new int[256];
    private HopPlace[] _hops = new HopPlace[256];
    private long[] _keys = [];

    internal int AddressCount { get; private set; }

    internal int NameCount { get; private set; }

    internal int BlockCount { get; private set; }

    internal int HopCount { get; private set; }

    internal HopLayouts Layouts { get; } = new();

    internal ReadOnlySpan<int> Addresses => _addresses.AsSpan(0, AddressCount);

    internal ReadOnlySpan<int> Names => _names.AsSpan(0, NameCount);

    internal void Clear() => AddressCount = NameCount = BlockCount = HopCount = 0;

    /// <summary>Forgets hop records, and all addresses but the first ones.</summary>
    internal void Rewind(int addressCount)
    {
        AddressCount = addressCount;
        HopCount = 0;
    }

    internal void AddAddress(int offset)
    {
        if (AddressCount == _addresses.Length)
        {
            Array.Resize(ref _addresses, AddressCount * 2);
        }

        _addresses[AddressCount++] = offset;
    }

    internal void AddName(int offset)
    {
        if (NameCount == _names.Length)
        {
            Array.Resize(ref _names, NameCount * 2);
        }

        _names[NameCount++] = offset;
    }

    /// <summary>Notes a reply block, and the number (0 to 65535) that orders it among its neighbours.</summary>
    internal void AddBlock(int offset, int order)
    {
        if (BlockCount == _blocks.Length)
        {
            Array.Resize(ref _blocks, BlockCount * 2);
            Array.Resize(ref _orders, BlockCount * 2);
        }

        _orders[BlockCount] = order;
        _blocks[BlockCount++] = offset;
    }

    /// <summary>Notes a hop record; see <see cref="HopPlace"/>.</summary>
    internal void AddHop(HopLayout layout, int first, int address, int afterAddress, int order)
    {
        if (HopCount == _hops.Length)
        {
            Array.Resize(ref _hops, HopCount * 2);
        }

        ref HopPlace place = ref _hops[HopCount++];
        if (place.Layout != layout)
        {
            // Storing a reference costs more than finding that it is there already.
            place.Layout = layout;
        }

        (place.First, place.Address, place.AfterAddress, place.Order) = (first, address, afterAddress, order);
    }

    internal ReadOnlySpan<int> Blocks(int start, int count) => _blocks.AsSpan(start, count);

    internal ReadOnlySpan<HopPlace> Hops(int start, int count) => _hops.AsSpan(start, count);

    /// <summary>Puts blocks in order; those with equal numbers keep theirs.</summary>
    internal void SortBlocks(int start, int count)
    {
        Span<long> keys = Keys(count);
        for (int i = 0; i < count; i++)
        {
            keys[i] = ((long)_orders[start + i] << 32) | (uint)_blocks[start + i];
        }

        keys.Sort();
        for (int i = 0; i < count; i++)
        {
            _blocks[start + i] = (int)keys[i];
        }
    }

    /// <summary>Puts the first hop records in order; those with equal numbers keep theirs.</summary>
    internal void SortHops(int count)
    {
        Span<long> keys = Keys(count);
        for (int i = 0; i < count; i++)
        {
            keys[i] = ((long)_hops[i].Order << 32) | (uint)i;
        }

        keys.Sort(_hops.AsSpan(0, count));
    }

    private Span<long> Keys(int count)
    {
        if (_keys.Length < count)
        {
            _keys = new long[Math.Max(count, 2 * _keys.Length)];
        }

        return _keys.AsSpan(0, count);
    }
}
