namespace Vtnt.Probing;

/// <summary>One source address, whatever the destination.</summary>
internal sealed class FixedSourceAddress(HostAddress source) : ISourceAddressLookup
{
    /// <inheritdoc/>
    public HostAddress? SourceFor(HostAddress destination) => source;
}
