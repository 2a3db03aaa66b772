namespace Vtnt.Mpls;

/// <summary>How a router of a tunnel became known.</summary>
public enum TunnelTechnique : byte
{
    /// <summary>It answered the initial trace.</summary>
    Seen,

    /// <summary>
    /// Direct path revelation: a trace to an internal address avoided the tunnel and showed several routers at once
    /// (IMC 2017, section 3.3).
    /// </summary>
    Dpr,

    /// <summary>
    /// Backward recursive path revelation: each trace ended its tunnel one router earlier and showed one more
    /// (IMC 2017, section 3.3).
    /// </summary>
    Brpr,

    /// <summary>A probe to the other address of the link (/31 or /30) was answered by it (TMA 2019, section 3.4).</summary>
    Buddy,

    /// <summary>By revelation, but direct and backward recursive cannot be told apart, or both occurred.</summary>
    Unknown,
}
