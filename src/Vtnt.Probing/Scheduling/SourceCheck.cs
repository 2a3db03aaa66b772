namespace Vtnt.Probing;

/// <summary>Keeps probes from leaving with somebody else's address.</summary>
internal static class SourceCheck
{
    /// <summary>Refuses a source address that is given and not the host's.</summary>
    /// <exception cref="ArgumentException">The message says what is wrong.</exception>
    internal static void Demand(HostAddress? given, ISourceAddressLookup sources)
    {
        if (given is { IsNone: false } source && !sources.IsOwn(source))
        {
            throw new ArgumentException($"The source address {source} is not an address of this host; name one that is.");
        }
    }
}
