namespace Vtnt.Lab;

/// <summary>
/// The lab's only source of chance: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). The same seed gives the same network
/// life on every machine and version.
/// </summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    internal ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Makes what comes next depend on some bytes too.</summary>
    internal void Mix(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _state = NextBits() ^ value;
        }
    }

    /// <summary>True with the given probability. Certainty draws nothing, so that a lossless network has no chance in it.</summary>
    internal bool Happens(double probability) => probability > 0 && (NextBits() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>A number from 0 to <paramref name="bound"/>, both included.</summary>
    internal long UpTo(long bound) => bound <= 0 ? 0 : (long)(NextBits() % ((ulong)bound + 1));
}
