namespace Vtnt.Probing.Pcap;

/// <summary>
/// A recorded capture answers the engine, on its own time: a packet that the engine sends is looked up byte by byte among
/// the recorded ones, carries their time, and is answered as they were, as long after it as then. What was not recorded
/// is sent and never answered. A run recorded by <see cref="RecordingTransport"/> and repeated with the same options gives
/// the same result.
/// </summary>
/// <remarks>
/// Where the engine is later than the recorded run, replies move with their probes. The whole capture is held in memory;
/// cut packets are left out. The clock starts with the first packet and moves in <see cref="Receive"/> and
/// <see cref="Send"/> alone.
/// </remarks>
public sealed class ReplayTransport : IProbeTransport, ISourceAddressLookup
{
    /// <summary>The recorded loop may have handled two packets in another order than their time stamps.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMilliseconds(10);

    private readonly Recording _recording;
    private readonly ReplayOptions _options;
    private readonly PriorityQueue<(int Index, Timestamp Time), (Timestamp Time, int Index)> _due = new();

    /// <summary>Replays a capture, which is read to its end.</summary>
    /// <param name="reader">The capture; it stays the caller's to dispose.</param>
    /// <param name="options">Absent: the defaults.</param>
    /// <exception cref="CaptureFormatException">The capture is damaged.</exception>
    public ReplayTransport(CaptureReader reader, ReplayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _options = options ?? new ReplayOptions();
        _recording = new Recording(reader);
        Now = _recording.Packets.Count == 0 ? default : _recording.Packets[0].Time;
        for (int i = 0; i < _recording.Packets.Count; i++)
        {
            RecordedPacket packet = _recording.Packets[i];
            if (!packet.IsProbe && packet.Cause < 0)
            {
                Schedule(i, packet.Time);
            }
        }
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities => _options.Capabilities;

    /// <inheritdoc/>
    public Timestamp Now { get; private set; }

    /// <summary>Packets that the engine sent although they were not recorded.</summary>
    public int UnknownPackets { get; private set; }

    /// <summary>The source address with which the destination was probed, or any of its family; null when there is none.</summary>
    public HostAddress? SourceFor(HostAddress destination) => _recording.SourceFor(destination);

    /// <inheritdoc/>
    public void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < batch.Count; i++)
        {
            ref PacketEntry entry = ref batch[i];
            entry.Failure = SendFailure.None;
            entry.Origin = _options.SentOrigin;
            entry.Time = Now;
            if (!_recording.TryTake(batch.Packet(i), out int index))
            {
                UnknownPackets++;
                continue;
            }

            Timestamp recorded = _recording.Packets[index].Time;
            entry.Time = recorded > Now - Disorder ? recorded : Now;
            Now = entry.Time > Now ? entry.Time : Now;
            foreach (int reply in _recording.RepliesTo(index))
            {
                Schedule(reply, new(_recording.Packets[reply].Time.Nanoseconds - recorded.Nanoseconds + entry.Time.Nanoseconds));
            }
        }
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Clear();
        if (!_due.TryPeek(out (int Index, Timestamp Time) next, out _) || next.Time > until)
        {
            // Without an end to the wait and without a packet nothing would ever happen: the clock stays.
            Now = until == Timestamp.MaxValue || until < Now ? Now : until;
            return 0;
        }

        Now = next.Time > Now ? next.Time : Now;
        while (_due.TryPeek(out next, out _) && next.Time <= Now && batch.Fits(_recording.Packets[next.Index].Bytes.Length))
        {
            byte[] bytes = _recording.Packets[next.Index].Bytes;
            bytes.CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(bytes.Length);
            entry.Time = next.Time;
            entry.Origin = _options.ReceivedOrigin;
            _due.Dequeue();
        }

        return batch.Count;
    }

    private void Schedule(int index, Timestamp time) => _due.Enqueue((index, time), (time, index));
}
