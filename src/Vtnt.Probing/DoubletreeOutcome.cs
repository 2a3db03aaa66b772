namespace Vtnt.Probing;

/// <summary>Where doubletree (SIGMETRICS 2005) began and ended.</summary>
public sealed record DoubletreeOutcome
{
    /// <summary>TTL at which forward probing began, before the backward phase lowered the first hop.</summary>
    public byte FirstHop { get; init; }

    /// <summary>Address of the global stop set that ended the forward phase; absent when none did.</summary>
    public HostAddress? GlobalStop { get; init; }

    /// <summary>Address of the local stop set that ended the backward phase; absent when none did.</summary>
    public HostAddress? LocalStop { get; init; }

    /// <summary>Name of the local stop set; absent when none was used.</summary>
    public string? LocalStopSet { get; init; }

    /// <summary>True when there was no backward phase by request.</summary>
    public bool NoBackwards { get; init; }
}
