namespace Vtnt.Probing;

/// <summary>Tells which of the host's addresses probes towards a destination leave with.</summary>
public interface ISourceAddressLookup
{
    /// <summary>The source address towards <paramref name="destination"/>, or null when no route leads there.</summary>
    HostAddress? SourceFor(HostAddress destination);
}
