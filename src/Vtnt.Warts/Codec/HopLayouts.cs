namespace Vtnt.Warts;

/// <summary>The layouts met so far. A table of fixed size: what collides is made anew.</summary>
internal sealed class HopLayouts
{
    private const int Size = 256;

    private readonly HopLayout?[] _layouts = new HopLayout?[Size];

    private HopLayout? _last;
    private ulong _lastRaw;

    /// <summary>The layout of a set of parameters as it stands in the file.</summary>
    /// <param name="raw">The flag bytes, the first lowest, nothing above.</param>
    /// <param name="count">How many there are, 1 to 8.</param>
    /// <param name="dialect">Scamper or Tnt.</param>
    internal HopLayout OfRaw(ulong raw, int count, WartsDialect dialect)
    {
        if (raw == _lastRaw && _last is { } last && last.IsTnt == (dialect == WartsDialect.Tnt))
        {
            return last;
        }

        ulong flags = 0;
        for (int i = 0; i < count; i++)
        {
            flags |= (raw >> (8 * i) & 0x7F) << (7 * i);
        }

        _lastRaw = raw;
        return _last = Of(flags, dialect);
    }

    /// <summary>The layout of a set of parameters.</summary>
    internal HopLayout Of(ulong flags, WartsDialect dialect)
    {
        bool isTnt = dialect == WartsDialect.Tnt;
        ulong hash = (flags ^ (isTnt ? 1UL << 63 : 0)) * 0x9E37_79B9_7F4A_7C15;
        ref HopLayout? place = ref _layouts[hash >> 56];
        if (place is null || place.Flags != flags || place.IsTnt != isTnt)
        {
            place = new(flags, dialect);
        }

        return place;
    }
}
