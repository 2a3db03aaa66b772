using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Receives from a few sockets into batches, with the kernel's time stamps in the transport's time base.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PacketReceiver : IDisposable
{
    private const int MostSockets = 8;

    private readonly TransportClock _clock;
    private readonly RawSocket[] _sockets;
    private readonly KernelTime _kernelTime;
    private readonly ReceiveRing _ring;
    private readonly bool _isStamped;

    /// <summary>The sockets stay the caller's.</summary>
    internal PacketReceiver(TransportClock clock, RawSocket[] sockets, bool hasBatchCalls, TimestampOrigin origin = TimestampOrigin.Socket)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sockets.Length, MostSockets);
        (_clock, _sockets, _kernelTime, _ring) = (clock, sockets, new(origin), new(hasBatchCalls));
        _isStamped = Array.TrueForAll(sockets, socket => socket.IsStamped);
    }

    internal int ClockSteps => _kernelTime.ClockSteps;

    /// <summary>As <see cref="IProbeTransport.Receive"/>.</summary>
    internal int Receive(PacketBatch batch, Timestamp until)
    {
        batch.Clear();
        Deliver(batch, _clock.Now);
        while (batch.Count == 0)
        {
            TimeSpan left = until == Timestamp.MaxValue ? TimeSpan.MaxValue : until - _clock.Now;
            ReceiveWaiting(batch, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (left <= TimeSpan.Zero)
            {
                break;
            }
        }

        return batch.Count;
    }

    /// <summary>As <see cref="IProbeTransport.Pause"/>.</summary>
    internal unsafe void Pause(Timestamp until)
    {
        TimeSpan left = until - _clock.Now;
        if (left > TimeSpan.Zero && _isStamped && Libc.PollExactly(null, 0, new TimeSpecification(left), 0) < 0)
        {
            Errno.IsPassing(Marshal.GetLastPInvokeError(), "waiting");
        }
    }

    public void Dispose() => _ring.Dispose();

    /// <summary>Waits for a packet, then takes what is in the sockets, as much as fits.</summary>
    private unsafe void ReceiveWaiting(PacketBatch batch, TimeSpan wait)
    {
        PollDescriptor* descriptors = stackalloc PollDescriptor[MostSockets];
        for (int i = 0; i < _sockets.Length; i++)
        {
            descriptors[i] = new() { Descriptor = _sockets[i].Descriptor, Events = Libc.PollIn };
        }

        if (Libc.PollExactly(descriptors, (nuint)_sockets.Length, new TimeSpecification(wait), 0) < 0)
        {
            Errno.IsPassing(Marshal.GetLastPInvokeError(), "waiting");
            return;
        }

        for (int i = 0; i < _sockets.Length; i++)
        {
            if ((descriptors[i].Happened & Libc.PollInvalid) != 0)
            {
                throw Errno.Gone(Errno.BadDescriptor, "waiting");
            }

            if (descriptors[i].Happened != 0 && !Drain(_sockets[i], batch))
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
            hasMore = _ring.Fill(socket);
            _clock.Measure(_kernelTime);
            if (!Deliver(batch, _clock.Now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves what was received into the batch; false when something is left that does not fit.</summary>
    private bool Deliver(PacketBatch batch, Timestamp now)
    {
        while (_ring.HasPacket)
        {
            ReadOnlySpan<byte> packet = _ring.Peek(out Timestamp? receivedAt);
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
            _ring.Take();
        }

        return true;
    }
}
