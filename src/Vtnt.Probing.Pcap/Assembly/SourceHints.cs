namespace Vtnt.Probing.Pcap;

/// <summary>What the other probes between two hosts tell of one of them.</summary>
/// <param name="HasOwnSource">Several have its source port: then a tool chose it, not the kernel.</param>
/// <param name="HasNeighbour">
/// One with a source port of the kernel's choice has the next higher or lower destination port: then destination ports rise.
/// </param>
/// <param name="LostBelow">So many of the destination ports directly below its own are known to have been probed, by replies alone.</param>
internal readonly record struct SourceHints(bool HasOwnSource, bool HasNeighbour, int LostBelow = 0)
{
    /// <summary>False for a shape that the probe cannot be of.</summary>
    internal bool Allow(RunShape shape) => shape switch
    {
        RunShape.RisingDestinationAnySource => !HasOwnSource,
        RunShape.AnySource => !HasOwnSource && !HasNeighbour,
        _ => true,
    };
}
