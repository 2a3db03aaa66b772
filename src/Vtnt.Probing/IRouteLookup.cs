namespace Vtnt.Probing;

/// <summary>Tells how probes towards a destination leave the host, beyond the address that they leave with.</summary>
public interface IRouteLookup : ISourceAddressLookup
{
    /// <summary>The largest packet in bytes that the interface towards <paramref name="destination"/> carries; null when not known.</summary>
    int? MtuFor(HostAddress destination);

    /// <summary>
    /// The router that all probes to destinations of this family are handed to, whatever the routing table says; null when
    /// they leave as the table says.
    /// </summary>
    HostAddress? RouterFor(HostAddress destination);
}
