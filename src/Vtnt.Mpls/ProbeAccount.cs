namespace Vtnt.Mpls;

/// <summary>
/// Probes spent on one shared result (a trace, a ping, a revelation), counted once, where they are sent. The session that
/// asked first owns it; every session that uses the result knows the account.
/// </summary>
/// <param name="owner">The session.</param>
internal sealed class ProbeAccount(SessionMark owner)
{
    /// <summary>The mark of the session for which the probes were sent.</summary>
    internal SessionMark Owner { get; } = owner;

    /// <summary>Probes sent so far.</summary>
    internal int ProbesSent { get; private set; }

    /// <summary>Counts probes that were sent.</summary>
    internal void Count(int probes)
    {
        ProbesSent += probes;
        Owner.ProbesSent += probes;
    }

    /// <summary>An account of the same owner for so many of its probes, whose results another session uses.</summary>
    internal ProbeAccount Share(int probes) => new(Owner) { ProbesSent = probes };
}
