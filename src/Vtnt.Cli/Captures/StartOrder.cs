using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// Hands on in order of start what is finished in another order. It holds back a limited number: beyond, order is only as
/// good as that number allows.
/// </summary>
internal sealed class StartOrder(Action<CapturedItem> next, int limit = StartOrder.UsualLimit)
{
    private const int UsualLimit = 4096;

    private readonly PriorityQueue<CapturedItem, (Timestamp Start, long Number)> _held = new();
    private long _number;

    /// <summary>Takes the next.</summary>
    internal void Add(CapturedItem item)
    {
        _held.Enqueue(item, (item.Start, _number++));
        if (_held.Count > limit)
        {
            next(_held.Dequeue());
        }
    }

    /// <summary>Hands on all that is held back.</summary>
    internal void Complete()
    {
        while (_held.TryDequeue(out CapturedItem item, out _))
        {
            next(item);
        }
    }
}
