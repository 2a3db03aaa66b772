namespace Vtnt.Probing;

/// <summary>
/// When to wake which slot: a binary heap that knows where each slot stands, so that every slot is in it at most once and
/// its time can be changed. Grows with the largest slot number; nothing else allocates.
/// </summary>
internal sealed class WakeQueue
{
    private int[] _heap = new int[16];
    private Entry[] _entries = new Entry[16];
    private int _count;

    private struct Entry
    {
        internal Timestamp Wake;

        /// <summary>Place in the heap plus one; 0 when not in it.</summary>
        internal int Place;
    }

    /// <summary>Slots that wait.</summary>
    internal int Count => _count;

    /// <summary>The earliest time; <see cref="Timestamp.MaxValue"/> when nobody waits.</summary>
    internal Timestamp NextAt => _count == 0 ? Timestamp.MaxValue : _entries[_heap[0]].Wake;

    /// <summary>Sets or changes the time of a slot.</summary>
    internal void Set(int slot, Timestamp wake)
    {
        MakeRoom(slot);
        ref Entry entry = ref _entries[slot];
        entry.Wake = wake;
        if (entry.Place == 0)
        {
            _heap[_count] = slot;
            entry.Place = ++_count;
        }

        int place = entry.Place - 1;
        if (!MoveUp(place))
        {
            MoveDown(place);
        }
    }

    /// <summary>Takes a slot out, if it is in.</summary>
    internal void Remove(int slot)
    {
        if (slot >= _entries.Length || _entries[slot].Place == 0)
        {
            return;
        }

        int place = _entries[slot].Place - 1;
        _entries[slot].Place = 0;
        int last = _heap[--_count];
        if (place == _count)
        {
            return;
        }

        Put(place, last);
        if (!MoveUp(place))
        {
            MoveDown(place);
        }
    }

    /// <summary>Takes out the earliest slot whose time has come.</summary>
    internal bool TryTake(Timestamp now, out int slot)
    {
        slot = _count == 0 ? -1 : _heap[0];
        if (slot < 0 || _entries[slot].Wake > now)
        {
            return false;
        }

        Remove(slot);
        return true;
    }

    /// <summary>Empties the queue.</summary>
    internal void Clear()
    {
        Array.Clear(_entries);
        _count = 0;
    }

    private bool MoveUp(int place)
    {
        int slot = _heap[place];
        int from = place;
        while (place > 0 && _entries[slot].Wake < _entries[_heap[(place - 1) / 2]].Wake)
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        Put(place, slot);
        return place != from;
    }

    private void MoveDown(int place)
    {
        int slot = _heap[place];
        for (int child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && _entries[_heap[child + 1]].Wake < _entries[_heap[child]].Wake)
            {
                child++;
            }

            if (_entries[slot].Wake <= _entries[_heap[child]].Wake)
            {
                break;
            }

            Put(place, _heap[child]);
            place = child;
        }

        Put(place, slot);
    }

    private void Put(int place, int slot)
    {
        _heap[place] = slot;
        _entries[slot].Place = place + 1;
    }

    private void MakeRoom(int slot)
    {
        if (slot >= _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(slot + 1, _entries.Length * 2));
        }

        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _heap.Length * 2);
        }
    }
}
