namespace Vtnt.Mpls;

/// <summary>The evidence by which a tunnel was noticed: the first that fired, in the order of the rules.</summary>
public enum TunnelTrigger : byte
{
    /// <summary>Label stacks whose TTL expired (RFC 4950).</summary>
    Labels,

    /// <summary>Quoted TTLs above 1.</summary>
    QuotedTtl,

    /// <summary>Errors that travelled to the tunnel's end before they turned back.</summary>
    UTurn,

    /// <summary>A label stack whose TTL had not expired.</summary>
    OpaqueTtl,

    /// <summary>The same address at two adjacent hops.</summary>
    DuplicateAddress,

    /// <summary>Return tunnel length analysis.</summary>
    Rtla,

    /// <summary>Forward/return path length analysis.</summary>
    Frpla,

    /// <summary>None: every pair of hops was tried.</summary>
    BruteForce,
}
