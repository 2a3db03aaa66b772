namespace Vtnt.Probing;

/// <summary>
/// A reusable buffer of whole IP packets with an entry each, owned by the loop that sends or receives. Nothing is
/// allocated after construction.
/// </summary>
public sealed class PacketBatch
{
    private readonly byte[] _buffer;
    private readonly PacketEntry[] _entries;
    private int _used;

    /// <summary>A batch for at most <paramref name="capacity"/> packets and <paramref name="bytes"/> bytes of them.</summary>
    public PacketBatch(int capacity, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        _entries = new PacketEntry[capacity];
        _buffer = new byte[bytes];
    }

    /// <summary>Packets in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>The most packets it can hold.</summary>
    public int Capacity => _entries.Length;

    /// <summary>Bytes that are still free.</summary>
    public int FreeBytes => _buffer.Length - _used;

    /// <summary>True when there is room for one more packet of <paramref name="length"/> bytes.</summary>
    public bool Fits(int length) => Count < _entries.Length && length <= FreeBytes;

    /// <summary>The entry at <paramref name="index"/>, to read or to fill.</summary>
    public ref PacketEntry this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _entries[index];
        }
    }

    /// <summary>The bytes of the packet at <paramref name="index"/>.</summary>
    public Span<byte> Packet(int index)
    {
        ref PacketEntry entry = ref this[index];
        return _buffer.AsSpan(entry.Offset, entry.Length);
    }

    /// <summary>The free room, for a packet about to be received; <see cref="Commit"/> makes its first bytes an entry.</summary>
    public Span<byte> FreeSpan => _buffer.AsSpan(_used);

    /// <summary>Adds an entry for the first <paramref name="length"/> bytes of <see cref="FreeSpan"/> and returns it, cleared.</summary>
    /// <exception cref="InvalidOperationException">There is no room, see <see cref="Fits"/>.</exception>
    public ref PacketEntry Commit(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (!Fits(length))
        {
            throw new InvalidOperationException("The batch is full.");
        }

        ref PacketEntry entry = ref _entries[Count++];
        entry = new PacketEntry { Offset = _used, Length = length };
        _used += length;
        return ref entry;
    }

    /// <summary>Empties the batch; the memory stays.</summary>
    public void Clear()
    {
        Count = 0;
        _used = 0;
    }
}
