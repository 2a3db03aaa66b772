namespace Vtnt.Lab;

/// <summary>
/// A network in this process, as a transport: packets sent are answered by its routers and hosts. It needs no privilege
/// and no time; its clock starts at <see cref="Start"/> and moves in <see cref="Receive"/> instead of waiting. The same
/// network, seed and calls give the same packets.
/// </summary>
public sealed class SimulatedTransport : IProbeTransport, ISourceAddressLookup
{
    private const int LongestPacket = 1500;

    private readonly Network _network;
    private readonly Forwarder _forwarder;
    private long _now = Start.Nanoseconds;

    /// <summary>Puts a network into operation.</summary>
    /// <param name="network">The network; it is not changed.</param>
    /// <param name="seed">What loss, jitter, duplication and the nodes' IP-IDs are drawn from.</param>
    public SimulatedTransport(Network network, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _forwarder = new(network, seed);
    }

    /// <summary>When every simulation begins: 2026-01-01T00:00:00Z.</summary>
    public static Timestamp Start => new(1_767_225_600_000_000_000);

    /// <inheritdoc/>
    public TransportCapabilities Capabilities =>
        TransportCapabilities.WholeIPv4 | TransportCapabilities.IPv6 | TransportCapabilities.FlowLabel | TransportCapabilities.ObservesFlowLabel
        | TransportCapabilities.Tcp;

    /// <inheritdoc/>
    public Timestamp Now => new(_now);

    /// <summary>Packets sent that were lost at once: no IP packet, or one with a wrong header checksum.</summary>
    public long MalformedPackets => _forwarder.Malformed;

    /// <summary>The vantage point's address of the destination's family; null when it has none.</summary>
    public HostAddress? SourceFor(HostAddress destination)
    {
        HostAddress source = destination.IsIPv6 ? _network.SourceIPv6 : destination.IsIPv4 ? _network.Source : HostAddress.None;
        return source.IsNone ? null : source;
    }

    /// <inheritdoc/>
    public void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < batch.Count; i++)
        {
            ref PacketEntry entry = ref batch[i];
            entry.Time = Now;
            entry.Origin = TimestampOrigin.Simulated;
            entry.Failure = entry.Length > LongestPacket ? SendFailure.TooBig : SendFailure.None;
            if (entry.Failure == SendFailure.None)
            {
                _forwarder.Inject(batch.Packet(i), _now);
            }
        }
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Clear();
        ArrivalQueue arrivals = _forwarder.Arrivals;
        if (arrivals.NextTime > until.Nanoseconds)
        {
            // Without an end to the wait and without a packet nothing would ever happen: the clock stays.
            _now = until == Timestamp.MaxValue ? _now : Math.Max(_now, until.Nanoseconds);
            return 0;
        }

        if (arrivals.NextTime == long.MaxValue)
        {
            return 0;
        }

        _now = Math.Max(_now, arrivals.NextTime);
        while (arrivals.NextTime <= _now && batch.Fits(arrivals.Next.Length))
        {
            arrivals.Next.CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(arrivals.Next.Length);
            entry.Time = new(arrivals.NextTime);
            entry.Origin = TimestampOrigin.Simulated;
            arrivals.RemoveNext();
        }

        return batch.Count;
    }
}
