namespace Vtnt.Probing;

/// <summary>
/// Moves batches of whole IP packets. It parses nothing and knows no probe. Not thread-safe: one loop owns it.
/// </summary>
public interface IProbeTransport
{
    /// <summary>What it can carry and observe.</summary>
    TransportCapabilities Capabilities { get; }

    /// <summary>
    /// The present time in the transport's one time base: the wall clock read once at the start plus elapsed monotonic
    /// time, or a simulation's own clock. It never goes back.
    /// </summary>
    Timestamp Now { get; }

    /// <summary>
    /// Sends every packet of the batch, in order, and fills <see cref="PacketEntry.Time"/> or
    /// <see cref="PacketEntry.Failure"/> of every entry. One packet that cannot be sent does not stop the others.
    /// </summary>
    /// <exception cref="ProbingException">The socket or device is gone.</exception>
    void Send(PacketBatch batch);

    /// <summary>
    /// Waits until a packet arrives or <see cref="Now"/> reaches <paramref name="until"/>, then adds what is there to
    /// the batch (emptied first), as much as fits. A time in the past only polls. A simulation moves its clock instead
    /// of waiting.
    /// </summary>
    /// <returns>How many packets were received; 0 means that the time has come.</returns>
    /// <exception cref="ProbingException">The socket or device is gone.</exception>
    int Receive(PacketBatch batch, Timestamp until);

    /// <summary>
    /// Lets time pass until <see cref="Now"/> reaches <paramref name="until"/>, whatever arrives: that is left for
    /// <see cref="Receive"/>, with the time at which it arrived. A loop that has to wait in any case spares itself to be woken by
    /// every packet. A transport that stamps packets only as it takes them must return at once; that is what is done here.
    /// </summary>
    void Pause(Timestamp until)
    {
    }
}
