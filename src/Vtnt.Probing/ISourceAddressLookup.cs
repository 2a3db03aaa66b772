namespace Vtnt.Probing;

/// <summary>Tells which of the host's addresses probes towards a destination leave with.</summary>
public interface ISourceAddressLookup
{
    /// <summary>The source address towards <paramref name="destination"/>, or null when no route leads there.</summary>
    HostAddress? SourceFor(HostAddress destination);

    /// <summary>
    /// False when <paramref name="source"/> is known not to be an address of this host, so that answers to it would go to
    /// somebody else. True where that cannot be told, as by default.
    /// </summary>
    bool IsOwn(HostAddress source) => true;
}
