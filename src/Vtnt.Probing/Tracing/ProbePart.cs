namespace Vtnt.Probing;

/// <summary>Which part of a trace a probe belongs to.</summary>
internal enum ProbePart : byte
{
    /// <summary>A hop: the one with the probe's TTL.</summary>
    Hop,

    /// <summary>The last try at the gap limit.</summary>
    LastDitch,

    /// <summary>None: doubletree began too far out, and does not record what it met there.</summary>
    Discarded,

    /// <summary>Path-MTU discovery.</summary>
    PathMtu,
}
