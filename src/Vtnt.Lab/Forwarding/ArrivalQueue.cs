namespace Vtnt.Lab;

/// <summary>
/// Packets on their way to the vantage point, earliest first; of one time, in the order they were added. Buffers are
/// reused, so nothing is allocated once it has grown.
/// </summary>
internal sealed class ArrivalQueue
{
    private const int OrdinaryLength = 2048;

    private readonly PriorityQueue<(byte[] Buffer, int Length), (long Time, long Order)> _queue = new();
    private readonly Stack<byte[]> _spare = new();
    private long _order;

    /// <summary>When the next packet arrives, in nanoseconds; <see cref="long.MaxValue"/> when none is on its way.</summary>
    internal long NextTime => _queue.TryPeek(out _, out (long Time, long Order) first) ? first.Time : long.MaxValue;

    /// <summary>The packet that arrives next; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Next => _queue.TryPeek(out (byte[] Buffer, int Length) packet, out _) ? packet.Buffer.AsSpan(0, packet.Length) : default;

    internal void Add(ReadOnlySpan<byte> packet, long time)
    {
        byte[] buffer = packet.Length > OrdinaryLength || !_spare.TryPop(out byte[]? spare) ? new byte[Math.Max(OrdinaryLength, packet.Length)] : spare;
        packet.CopyTo(buffer);
        _queue.Enqueue((buffer, packet.Length), (time, _order++));
    }

    internal void RemoveNext()
    {
        (byte[] buffer, _) = _queue.Dequeue();
        if (buffer.Length == OrdinaryLength)
        {
            _spare.Push(buffer);
        }
    }
}
