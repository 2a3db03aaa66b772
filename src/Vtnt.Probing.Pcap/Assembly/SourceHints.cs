namespace Vtnt.Probing.Pcap;

/// <summary>What the other probes between two hosts tell of one of them.</summary>
/// <param name="HasOwnSource">Several have its source port: then a tool chose it, not the kernel.</param>
/// <param name="HasNeighbour">
/// One with a source port of the kernel's choice has the next higher or lower destination port: then destination ports rise.
/// </param>
internal readonly record struct SourceHints(bool HasOwnSource, bool HasNeighbour)
{
    /// <summary>False for a shape that the probe cannot be of.</summary>
    internal bool Allow(RunShape shape) => shape switch
    {
        RunShape.RisingDestinationAnySource => !HasOwnSource,
        RunShape.AnySource => !HasOwnSource && !HasNeighbour,
        _ => true,
    };
}
