namespace Vtnt.Probing.Pcap;

/// <summary>
/// Writes every packet that passes through another transport to a capture: what was sent, with the time it was sent,
/// and what was received. Any run then becomes a fixture, see <see cref="ReplayTransport"/>.
/// </summary>
public sealed class RecordingTransport : IProbeTransport, ISourceAddressLookup, IRouteLookup
{
    private readonly IProbeTransport _inner;
    private readonly CaptureWriter _writer;

    /// <summary>Records what passes through <paramref name="inner"/>. Both stay the caller's to dispose.</summary>
    public RecordingTransport(IProbeTransport inner, CaptureWriter writer)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(writer);
        _inner = inner;
        _writer = writer;
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities => _inner.Capabilities;

    /// <inheritdoc/>
    public Timestamp Now => _inner.Now;

    /// <summary>What the inner transport says; null when it cannot tell.</summary>
    public HostAddress? SourceFor(HostAddress destination) => (_inner as ISourceAddressLookup)?.SourceFor(destination);

    /// <inheritdoc/>
    public bool IsOwn(HostAddress source) => (_inner as ISourceAddressLookup)?.IsOwn(source) ?? true;

    /// <inheritdoc/>
    public int? MtuFor(HostAddress destination) => (_inner as IRouteLookup)?.MtuFor(destination);

    /// <inheritdoc/>
    public HostAddress? RouterFor(HostAddress destination) => (_inner as IRouteLookup)?.RouterFor(destination);

    /// <inheritdoc/>
    /// <exception cref="IOException">The capture cannot be written.</exception>
    public void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _inner.Send(batch);
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch[i].Failure == SendFailure.None)
            {
                _writer.Write(batch.Packet(i), batch[i].Time);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The capture cannot be written.</exception>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        int count = _inner.Receive(batch, until);
        for (int i = 0; i < count; i++)
        {
            _writer.Write(batch.Packet(i), batch[i].Time);
        }

        return count;
    }

    /// <inheritdoc/>
    public void Pause(Timestamp until) => _inner.Pause(until);
}
