namespace Vtnt.Probing;

/// <summary>
/// A stop set of doubletree (SIGMETRICS 2005): addresses at which a trace need not go on. Traces with one set share what they
/// learn; all of them run on one thread.
/// </summary>
public sealed class StopSet
{
    /// <summary>The most addresses a global stop set takes from scamper's option letters.</summary>
    internal const int MaxGlobalEntries = 65534;

    private readonly HashSet<HostAddress> _addresses = [];

    /// <summary>An empty set.</summary>
    /// <param name="name">Its name, stored with the results of a local set; absent when it has none.</param>
    public StopSet(string? name = null) => Name = name;

    /// <summary>Its name; absent when it has none.</summary>
    public string? Name { get; }

    /// <summary>Addresses in the set.</summary>
    public int Count => _addresses.Count;

    /// <summary>Puts an address in; false when it was there.</summary>
    public bool Add(HostAddress address) => _addresses.Add(address);

    /// <summary>True when the address is in the set.</summary>
    public bool Contains(HostAddress address) => _addresses.Contains(address);
}
