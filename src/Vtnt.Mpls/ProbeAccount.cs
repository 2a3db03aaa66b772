namespace Vtnt.Mpls;

/// <summary>
/// Probes spent on one shared result (a trace, a ping, a revelation), counted once, where they are sent. The session that
/// asked first owns it; every session that uses the result knows the account.
/// </summary>
internal sealed class ProbeAccount(TntSession owner)
{
    /// <summary>The session for which the probes were sent.</summary>
    internal TntSession Owner { get; } = owner;

    /// <summary>Probes sent so far.</summary>
    internal int ProbesSent { get; set; }
}
