using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>What never leaves.</content>
public sealed partial class Prober
{
    /// <summary>False when the transport puts identifications of its own into probes.</summary>
    private bool KeepsIpId => (_transport.Capabilities & TransportCapabilities.IpId) != 0;

    /// <summary>The last guard before the network: nothing leaves that must not, or that would not leave as it is.</summary>
    private SendFailure RefusalOf(int slot, in Probe probe)
    {
        if (probe.Destination != _table.DestinationOf(slot) || (!_options.AllowReserved && ReservedPrefixes.Contains(probe.Destination)))
        {
            return SendFailure.NotAllowed;
        }

        if (_options.DoNotProbe.Contains(probe.Destination))
        {
            return SendFailure.DoNotProbe;
        }

        TransportCapabilities needed =
            (probe.Destination.IsIPv6 ? TransportCapabilities.IPv6 : TransportCapabilities.IPv4)
            | (ProbeWriter.ProtocolOf(probe) == IpProtocol.Tcp ? TransportCapabilities.Tcp : 0)
            | (probe.FlowLabel != 0 ? TransportCapabilities.FlowLabel : 0)
            | (probe.IpOptions.IsEmpty ? 0 : TransportCapabilities.IpOptions)
            | probe.Needs;
        return (_transport.Capabilities & needed) == needed ? SendFailure.None : SendFailure.NotSupported;
    }
}
