using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>What never leaves, and what is never overlooked.</content>
public sealed partial class Prober
{
    /// <summary>False when the transport puts identifications of its own into probes.</summary>
    private bool KeepsIpId => (_transport.Capabilities & TransportCapabilities.IpId) != 0;

    private PacketTolerance Tolerance => _options.FirstFragments ? PacketTolerance.FirstFragment : PacketTolerance.None;

    /// <summary>Batches taken in a row at most: more than any receive buffer holds, so that a flood does not keep the loop for ever.</summary>
    private const int MostBatchesInARow = 1024;

    /// <summary>
    /// After a time away (a stopped process, a starved one) the packets that wait in the socket come before the clock: probes
    /// whose answers have arrived are not silent.
    /// </summary>
    private void CatchUp(Timestamp now)
    {
        for (int left = MostBatchesInARow; left > 0 && Receive(now) > 0; left--)
        {
        }
    }

    /// <summary>Takes batches until one has room left.</summary>
    private void ReceiveAll(Timestamp until)
    {
        for (int left = MostBatchesInARow; left > 0 && Receive(until) == BatchPackets; left--)
        {
        }
    }

    /// <summary>The last guard before the network: nothing leaves that must not, or that would not leave as it is.</summary>
    private SendFailure RefusalOf(int slot, in Probe probe)
    {
        if (probe.Destination != _table.DestinationOf(slot))
        {
            return SendFailure.NotAllowed;
        }

        SendFailure refusal = RefusalOf(probe.Destination);
        if (refusal == SendFailure.None && (probe.Needs & TransportCapabilities.SourceAddress) != 0)
        {
            // The answers to a spoofed probe go to its source, which is cared for as a destination is.
            refusal = RefusalOf(probe.Source);
        }

        if (refusal != SendFailure.None)
        {
            return refusal;
        }

        TransportCapabilities needed =
            (probe.Destination.IsIPv6 ? TransportCapabilities.IPv6 : TransportCapabilities.IPv4)
            | (ProbeWriter.ProtocolOf(probe) == IpProtocol.Tcp ? TransportCapabilities.Tcp : 0)
            | (probe.FlowLabel != 0 ? TransportCapabilities.FlowLabel : 0)
            | (probe.IpOptions.IsEmpty ? 0 : TransportCapabilities.IpOptions)
            | probe.Needs;
        return (_transport.Capabilities & needed) == needed ? SendFailure.None : SendFailure.NotSupported;
    }

    private SendFailure RefusalOf(HostAddress address) =>
        !_options.AllowReserved && ReservedPrefixes.Contains(address) ? SendFailure.NotAllowed
        : _options.DoNotProbe.Contains(address) ? SendFailure.DoNotProbe
        : SendFailure.None;
}
