namespace Vtnt.Probing;

/// <content>Keys of measurements that have ended, which stay taken for a time: replies that come late are nobody's then.</content>
internal sealed partial class MeasurementTable
{
    /// <summary>In place of a slot: the key is taken, and no measurement has it.</summary>
    private const int Nobody = -1;

    // A ring, oldest first: all are held equally long.
    private HeldKeys[] _held = [];
    private int _heldFrom, _heldCount;

    private struct HeldKeys
    {
        internal ReplyKey First;
        internal int Count;
        internal Timestamp Until;
    }

    /// <summary>When the next key is free that a measurement may wait for; <see cref="Timestamp.MaxValue"/> when none waits.</summary>
    internal Timestamp NextFreeAt => HeldBack == 0 || _heldCount == 0 ? Timestamp.MaxValue : _held[_heldFrom].Until;

    /// <summary>Frees the keys whose time is over; what waited for them gets slots, which become ready.</summary>
    internal void FreeHeld(Timestamp now, ReadyQueue ready)
    {
        while (_heldCount > 0 && _held[_heldFrom].Until <= now)
        {
            HeldKeys oldest = _held[_heldFrom];
            _heldFrom = (_heldFrom + 1) % _held.Length;
            _heldCount--;
            Free(oldest.First, oldest.Count, ready);
        }
    }

    private void Hold(in ReplyKey first, int count, Timestamp until)
    {
        if (_heldCount == _held.Length)
        {
            var larger = new HeldKeys[Math.Max(16, 2 * _held.Length)];
            for (int i = 0; i < _heldCount; i++)
            {
                larger[i] = _held[(_heldFrom + i) % _held.Length];
            }

            (_held, _heldFrom) = (larger, 0);
        }

        _held[(_heldFrom + _heldCount++) % _held.Length] = new() { First = first, Count = count, Until = until };
        Take(first, count);
    }

    private void TakeHeldKeysAgain()
    {
        for (int i = 0; i < _heldCount; i++)
        {
            ref HeldKeys held = ref _held[(_heldFrom + i) % _held.Length];
            Take(held.First, held.Count);
        }
    }

    private void Take(in ReplyKey first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _slotOfKey[KeyAt(first, i)] = Nobody;
        }
    }
}
