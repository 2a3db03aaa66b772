namespace Vtnt.Mpls;

/// <summary>How good the evidence of a suspicion is, best first: the order in which strict probes.</summary>
internal enum SuspicionRank : byte
{
    /// <summary>Labels, a repeated address, RTLA, or an excess above the threshold that nothing earlier explains.</summary>
    Named,

    /// <summary>An excess above the threshold that earlier hops explain, or that RTLA does not see.</summary>
    Explained,

    /// <summary>An excess below the threshold that earlier hops do not explain, or one that only a later hop shows.</summary>
    Weak,

    /// <summary>None: the pair is tried because the user asked for every pair, or because TNT would and better ones come behind.</summary>
    None,
}
