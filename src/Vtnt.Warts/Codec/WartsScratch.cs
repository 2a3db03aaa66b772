namespace Vtnt.Warts;

/// <summary>
/// What checking a record leaves behind for reading it: where its inline addresses are, and where each hop or reply
/// block begins. Reused for every record, so that decoding allocates nothing once it has grown.
/// </summary>
internal sealed class WartsScratch
{
    private int[] _addresses = new int[64];
    private int[] _names = new int[16];
    private int[] _blocks = new int[256];
    private int[] _orders = new int[256];
    private long[] _keys = [];

    internal int AddressCount { get; private set; }

    internal int NameCount { get; private set; }

    internal int BlockCount { get; private set; }

    internal ReadOnlySpan<int> Addresses => _addresses.AsSpan(0, AddressCount);

    internal ReadOnlySpan<int> Names => _names.AsSpan(0, NameCount);

    internal void Clear() => AddressCount = NameCount = BlockCount = 0;

    /// <summary>Forgets blocks, and all addresses but the first ones.</summary>
    internal void Rewind(int addressCount)
    {
        AddressCount = addressCount;
        BlockCount = 0;
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

    /// <summary>Notes a hop or reply block, and the number (0 to 65535) that orders it among its neighbours.</summary>
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

    internal ReadOnlySpan<int> Blocks(int start, int count) => _blocks.AsSpan(start, count);

    /// <summary>Puts blocks in order; those with equal numbers keep theirs.</summary>
    internal void SortBlocks(int start, int count)
    {
        if (_keys.Length < count)
        {
            _keys = new long[Math.Max(count, 2 * _keys.Length)];
        }

        for (int i = 0; i < count; i++)
        {
            _keys[i] = ((long)_orders[start + i] << 32) | (uint)_blocks[start + i];
        }

        Array.Sort(_keys, 0, count);
        for (int i = 0; i < count; i++)
        {
            _blocks[start + i] = (int)_keys[i];
        }
    }
}
