using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <content>Receiving.</content>
public sealed partial class RawSocketTransport
{
    private const int MostReceivers = 4, ReadingsOfTheClock = 3;

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        batch.Clear();
        Deliver(batch, Now);
        while (batch.Count == 0)
        {
            TimeSpan left = until == Timestamp.MaxValue ? TimeSpan.MaxValue : until - Now;
            ReceiveWaiting(batch, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (left <= TimeSpan.Zero)
            {
                break;
            }
        }

        return batch.Count;
    }

    /// <summary>Waits for a packet, then takes what is in the sockets, as much as fits.</summary>
    private unsafe void ReceiveWaiting(PacketBatch batch, TimeSpan wait)
    {
        PollDescriptor* descriptors = stackalloc PollDescriptor[MostReceivers];
        for (int i = 0; i < _receivers.Length; i++)
        {
            descriptors[i] = new() { Descriptor = _receivers[i].Descriptor, Events = Libc.PollIn };
        }

        if (Libc.PollExactly(descriptors, (nuint)_receivers.Length, new TimeSpecification(wait), 0) < 0)
        {
            Errno.IsPassing(Marshal.GetLastPInvokeError(), "waiting");
            return;
        }

        for (int i = 0; i < _receivers.Length; i++)
        {
            if ((descriptors[i].Happened & Libc.PollInvalid) != 0)
            {
                throw Errno.Gone(Errno.BadDescriptor, "waiting");
            }

            if (descriptors[i].Happened != 0 && !Drain(_receivers[i], batch))
            {
                return;
            }
        }

        _kernelTime.OnDrained();
    }

    /// <summary>Takes everything out of a socket; false when the batch is full before.</summary>
    private bool Drain(RawSocket socket, PacketBatch batch)
    {
        for (bool hasMore = true; hasMore;)
        {
            hasMore = _received.Fill(socket);
            ObserveClocks();
            if (!Deliver(batch, Now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads both clocks at one instant, or as near to it as the scheduler lets us.</summary>
    private void ObserveClocks()
    {
        for (int tries = 0; tries < ReadingsOfTheClock; tries++)
        {
            Timestamp before = Now;
            Timestamp wall = TransportClock.WallTime;
            if (_kernelTime.Observe(before, wall, Now))
            {
                return;
            }
        }
    }

    /// <summary>Moves what was received into the batch; false when something is left that does not fit.</summary>
    private bool Deliver(PacketBatch batch, Timestamp now)
    {
        while (_received.HasPacket)
        {
            ReadOnlySpan<byte> packet = _received.Peek(out Timestamp? receivedAt);
            if (!batch.Fits(packet.Length))
            {
                if (batch.Count > 0)
                {
                    return false;
                }

                // Longer than the whole batch: what is cut off will be noticed by the parser.
                packet = packet[..batch.FreeBytes];
            }

            packet.CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(packet.Length);
            entry.Time = _kernelTime.Translate(receivedAt, now, out TimestampOrigin origin);
            entry.Origin = origin;
            _received.Take();
        }

        return true;
    }
}
