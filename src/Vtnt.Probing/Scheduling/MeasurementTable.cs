namespace Vtnt.Probing;

/// <summary>
/// The measurements that run, each in a numbered slot and found by its reply keys in constant time; and those held back
/// because a running one has one of their keys, in order of arrival per key.
/// </summary>
internal sealed partial class MeasurementTable
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
    internal int Running { get; private set; }

    /// <summary>Measurements that are held back.</summary>
    internal int HeldBack { get; private set; }

    /// <summary>The measurement of a slot in use.</summary>
    internal IMeasurement this[int slot] => _slots[slot].Measurement!;

    /// <summary>The destination of a slot in use.</summary>
    internal HostAddress DestinationOf(int slot) => _slots[slot].Key.Destination;

    /// <summary>The slot of the running measurement with a key.</summary>
    internal bool TryFind(in ReplyKey key, out int slot) => _slotOfKey.TryGetValue(key, out slot) && slot != Nobody;

    /// <summary>Gives a measurement a slot; or holds it back and is false.</summary>
    internal bool TryAdd(IMeasurement measurement, out int slot)
    {
        ReplyKey first = measurement.ReplyKey;
        for (int i = 0; i < measurement.ReplyKeyCount; i++)
        {
            if (_slotOfKey.ContainsKey(KeyAt(first, i)))
            {
                HoldBack(measurement, KeyAt(first, i));
                slot = -1;
                return false;
            }
        }

        slot = Occupy(measurement, first);
        return true;
    }

    /// <summary>
    /// Frees a slot; measurements that were held back for its keys get slots, which become ready: at once, or when the keys are free
    /// again, where they stay taken until <paramref name="heldUntil"/>.
    /// </summary>
    internal void Remove(int slot, ReadyQueue ready, Timestamp? heldUntil = null)
    {
        ReplyKey first = _slots[slot].Key;
        int keys = _slots[slot].Measurement!.ReplyKeyCount;
        _slots[slot] = default;
        _free.Push(slot);
        Running--;
        if (heldUntil is { } until)
        {
            Hold(first, keys, until);
        }
        else
        {
            Free(first, keys, ready);
        }
    }

    private void Free(in ReplyKey first, int keys, ReadyQueue ready)
    {
        for (int i = 0; i < keys; i++)
        {
            _slotOfKey.Remove(KeyAt(first, i));
        }

        for (int i = 0; i < keys && HeldBack > 0; i++)
        {
            // One that still lacks another key waits for that one, and leaves this key to the next.
            while (TryRelease(KeyAt(first, i)) is { } next)
            {
                if (TryAdd(next, out int started))
                {
                    ready.Add(started);
                }
            }
        }
    }

    /// <summary>
    /// Empties the table and returns what was in it: by slot, then those held back. Keys stay taken that already do, and those of what
    /// ran until <paramref name="heldUntil"/>, where it is given.
    /// </summary>
    internal List<IMeasurement> TakeAll(Timestamp? heldUntil = null)
    {
        List<IMeasurement> all = [];
        _slotOfKey.Clear();
        for (int slot = 0; slot < _used; slot++)
        {
            if (_slots[slot].Measurement is { } running)
            {
                all.Add(running);
                if (heldUntil is { } until)
                {
                    Hold(_slots[slot].Key, running.ReplyKeyCount, until);
                }
            }
        }

        foreach (Queue<IMeasurement> queue in _heldBack.Values)
        {
            all.AddRange(queue);
        }

        _heldBack.Clear();
        _free.Clear();
        Array.Clear(_slots);
        (_used, Running, HeldBack) = (0, 0, 0);
        TakeHeldKeysAgain();
        return all;
    }

    private static ReplyKey KeyAt(in ReplyKey first, int index) => index == 0 ? first : first with { Identifier = (ushort)(first.Identifier + index) };

    private void HoldBack(IMeasurement measurement, in ReplyKey key)
    {
        if (!_heldBack.TryGetValue(key, out Queue<IMeasurement>? queue))
        {
            _heldBack[key] = queue = new();
        }

        queue.Enqueue(measurement);
        HeldBack++;
    }

    /// <summary>The first that waits for a key which is free now; null when none does, or another has the key already.</summary>
    private IMeasurement? TryRelease(in ReplyKey key)
    {
        if (_slotOfKey.ContainsKey(key) || !_heldBack.TryGetValue(key, out Queue<IMeasurement>? queue))
        {
            return null;
        }

        HeldBack--;
        IMeasurement next = queue.Dequeue();
        if (queue.Count == 0)
        {
            _heldBack.Remove(key);
        }

        return next;
    }

    private int Occupy(IMeasurement measurement, in ReplyKey first)
    {
        if (!_free.TryPop(out int slot))
        {
            slot = _used++;
            if (slot == _slots.Length)
            {
                Array.Resize(ref _slots, _slots.Length * 2);
            }
        }

        _slots[slot] = new() { Measurement = measurement, Key = first };
        for (int i = 0; i < measurement.ReplyKeyCount; i++)
        {
            _slotOfKey.Add(KeyAt(first, i), slot);
        }

        Running++;
        return slot;
    }
}
