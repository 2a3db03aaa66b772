namespace Vtnt.Probing;

/// <summary>Why a measurement ended. The numbers are those of the warts format.</summary>
public enum StopReason : byte
{
    /// <summary>No reason was recorded.</summary>
    None = 0,

    /// <summary>The destination answered.</summary>
    Completed = 1,

    /// <summary>An ICMP unreachable other than port unreachable; the stop data is its code.</summary>
    Unreach = 2,

    /// <summary>Another ICMP error; the stop data is its type.</summary>
    Icmp = 3,

    /// <summary>An address was met again at a hop that is not a neighbour.</summary>
    Loop = 4,

    /// <summary>As many consecutive hops as the gap limit were silent.</summary>
    GapLimit = 5,

    /// <summary>The measurement failed; the stop data is the low byte of errno, 0 when there is none.</summary>
    Error = 6,

    /// <summary>The highest TTL was reached.</summary>
    HopLimit = 7,

    /// <summary>An address of the global stop set was met (doubletree).</summary>
    Gss = 8,

    /// <summary>The user halted the measurement.</summary>
    Halted = 9,

    /// <summary>A snapshot of a measurement that still runs.</summary>
    InProgress = 10,
}
