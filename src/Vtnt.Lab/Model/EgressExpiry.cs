namespace Vtnt.Lab;

/// <summary>What an egress LER that pops itself does with a packet whose IP-TTL is 1 underneath.</summary>
internal enum EgressExpiry : byte
{
    /// <summary>It expires there like at any router.</summary>
    Plain,

    /// <summary>It is forwarded with its TTL unchanged, so that the next router answers twice and the egress never (some Cisco systems).</summary>
    Forwarded,

    /// <summary>It expires there, and the time-exceeded reports the label stack that it came with (what makes a tunnel opaque).</summary>
    Labelled,
}
