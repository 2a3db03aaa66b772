namespace Vtnt.Probing;

/// <summary>
/// The measurements that run, each in a numbered slot and found by its reply key in constant time; and those held back
/// because a running one has their key, in order of arrival per key.
/// </summary>
internal sealed class MeasurementTable
{
    private readonly Dictionary<ReplyKey, int> _slotOfKey = [];
    private readonly Dictionary<ReplyKey, Queue<IMeasurement>> _heldBack = [];
    private readonly Stack<int> _free = new();
    private Slot[] _slots = new Slot[16];
    private int _used;

    private struct Slot
    {
        internal IMeasurement? Measurement;
        internal ReplyKey Key;
    }

    /// <summary>Measurements that run.</summary>
    internal int Running => _slotOfKey.Count;

    /// <summary>Measurements that are held back.</summary>
    internal int HeldBack { get; private set; }

    /// <summary>The measurement of a slot in use.</summary>
    internal IMeasurement this[int slot] => _slots[slot].Measurement!;

    /// <summary>The destination of a slot in use.</summary>
    internal HostAddress DestinationOf(int slot) => _slots[slot].Key.Destination;

    /// <summary>The slot of the running measurement with a key.</summary>
    internal bool TryFind(in ReplyKey key, out int slot) => _slotOfKey.TryGetValue(key, out slot);

    /// <summary>Gives a measurement a slot; or holds it back and is false.</summary>
    internal bool TryAdd(IMeasurement measurement, out int slot)
    {
        ReplyKey key = measurement.ReplyKey;
        if (_slotOfKey.ContainsKey(key))
        {
            if (!_heldBack.TryGetValue(key, out Queue<IMeasurement>? queue))
            {
                _heldBack[key] = queue = new();
            }

            queue.Enqueue(measurement);
            HeldBack++;
            slot = -1;
            return false;
        }

        slot = Occupy(measurement, key);
        return true;
    }

    /// <summary>Frees a slot; the next measurement with its key, if one is held back, gets a slot and is <paramref name="next"/>.</summary>
    internal void Remove(int slot, out int? next)
    {
        ReplyKey key = _slots[slot].Key;
        _slots[slot] = default;
        _free.Push(slot);
        _slotOfKey.Remove(key);
        next = null;
        if (HeldBack > 0 && _heldBack.TryGetValue(key, out Queue<IMeasurement>? queue))
        {
            next = Occupy(queue.Dequeue(), key);
            HeldBack--;
            if (queue.Count == 0)
            {
                _heldBack.Remove(key);
            }
        }
    }

    /// <summary>Empties the table and returns what was in it: by slot, then those held back.</summary>
    internal List<IMeasurement> TakeAll()
    {
        List<IMeasurement> all = [];
        for (int slot = 0; slot < _used; slot++)
        {
            if (_slots[slot].Measurement is { } running)
            {
                all.Add(running);
            }
        }

        foreach (Queue<IMeasurement> queue in _heldBack.Values)
        {
            all.AddRange(queue);
        }

        _slotOfKey.Clear();
        _heldBack.Clear();
        _free.Clear();
        Array.Clear(_slots);
        (_used, HeldBack) = (0, 0);
        return all;
    }

    private int Occupy(IMeasurement measurement, in ReplyKey key)
    {
        if (!_free.TryPop(out int slot))
        {
            slot = _used++;
            if (slot == _slots.Length)
            {
                Array.Resize(ref _slots, _slots.Length * 2);
            }
        }

        _slots[slot] = new() { Measurement = measurement, Key = key };
        _slotOfKey.Add(key, slot);
        return slot;
    }
}
