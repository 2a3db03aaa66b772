namespace Vtnt.Warts;

/// <summary>How to write scamper's text forms.</summary>
public sealed record ScamperTextOptions
{
    /// <summary>Zone of times in calendar form; scamper's tools use the machine's. UTC unless given.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// True writes the JSON member of a hop's next-hop MTU with scamper's name, <c>icmp_nhmtu:</c> with a colon; false
    /// without.
    /// </summary>
    public bool KeepsNextHopMtuName { get; init; } = true;
}
