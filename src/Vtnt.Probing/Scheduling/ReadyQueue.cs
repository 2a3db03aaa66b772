namespace Vtnt.Probing;

/// <summary>Slots that want to be asked, first in, first out, each at most once.</summary>
internal sealed class ReadyQueue
{
    private readonly Queue<int> _slots = new();
    private bool[] _isIn = new bool[16];

    /// <summary>Slots in the queue.</summary>
    internal int Count => _slots.Count;

    /// <summary>Puts a slot at the end, unless it is in.</summary>
    internal void Add(int slot)
    {
        if (slot >= _isIn.Length)
        {
            Array.Resize(ref _isIn, Math.Max(slot + 1, _isIn.Length * 2));
        }

        if (!_isIn[slot])
        {
            _isIn[slot] = true;
            _slots.Enqueue(slot);
        }
    }

    /// <summary>Takes the slot at the head.</summary>
    internal int Take()
    {
        int slot = _slots.Dequeue();
        _isIn[slot] = false;
        return slot;
    }

    /// <summary>Empties the queue.</summary>
    internal void Clear()
    {
        _slots.Clear();
        Array.Clear(_isIn);
    }
}
