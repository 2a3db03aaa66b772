using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>Makes whole packets of what ordinary sockets receive and of what stands in their error queues.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DatagramReceiver(TransportClock clock, DatagramSockets sockets)
{
    private const int LongestPacket = 65_535;

    private readonly KernelTime _kernelTime = new();
    private readonly byte[] _data = new byte[LongestPacket];

    internal int ClockSteps => _kernelTime.ClockSteps;

    /// <summary>As <see cref="IProbeTransport.Receive"/>.</summary>
    internal int Receive(PacketBatch batch, Timestamp until)
    {
        batch.Clear();
        while (batch.Count == 0)
        {
            TimeSpan left = until == Timestamp.MaxValue ? TimeSpan.MaxValue : until - clock.Now;
            ReceiveWaiting(batch, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (left <= TimeSpan.Zero)
            {
                break;
            }
        }

        return batch.Count;
    }

    private static bool HasRoom(PacketBatch batch) => batch.Fits(LongestPacket) || (batch.Count == 0 && batch.FreeBytes >= RebuiltPacket.MaxHeaders);

    private unsafe void ReceiveWaiting(PacketBatch batch, TimeSpan wait)
    {
        int count = sockets.All.Count;
        PollDescriptor* descriptors = stackalloc PollDescriptor[DatagramSockets.Most];
        for (int i = 0; i < count; i++)
        {
            descriptors[i] = new() { Descriptor = sockets.All[i].Descriptor, Events = Libc.PollIn };
        }

        if (Libc.PollExactly(descriptors, (nuint)count, new TimeSpecification(wait), 0) < 0)
        {
            Errno.IsPassing(Marshal.GetLastPInvokeError(), "waiting");
            return;
        }

        for (int i = 0; i < count; i++)
        {
            if ((descriptors[i].Happened & Libc.PollInvalid) != 0)
            {
                throw Errno.Gone(Errno.BadDescriptor, "waiting");
            }

            if (descriptors[i].Happened != 0 && !(Drain(sockets.All[i], batch, isError: true) && Drain(sockets.All[i], batch, isError: false)))
            {
                return;
            }
        }

        _kernelTime.OnDrained();
    }

    /// <summary>Takes everything that waits; false when the batch is full before.</summary>
    private bool Drain(DatagramSocket socket, PacketBatch batch, bool isError)
    {
        while (HasRoom(batch))
        {
            int length = socket.Receive(_data, isError, out AncillaryData ancillary, out HostAddress name, out ushort port);
            if (length < 0)
            {
                return true;
            }

            clock.Measure(_kernelTime);
            int written = isError
                ? WriteError(socket, batch.FreeSpan, length, ancillary, name, port)
                : WriteAnswer(socket, batch.FreeSpan, length, ancillary, name, port);
            if (written > 0)
            {
                ref PacketEntry entry = ref batch.Commit(written);
                entry.Time = _kernelTime.Translate(ancillary.ReceivedAt, clock.Now, out TimestampOrigin origin);
                entry.Origin = origin;
                entry.Unobserved = RebuiltPacket.MissingIn(ancillary, isError);
            }
        }

        return false;
    }

    /// <summary>An ICMP error about one of our probes; 0 for others, and for errors of this host's own making.</summary>
    private int WriteError(DatagramSocket socket, Span<byte> place, int length, in AncillaryData ancillary, HostAddress target, ushort port)
    {
        if (ancillary.Error is not { IsFromNetwork: true, Offender.IsNone: false } error)
        {
            return 0;
        }

        ReadOnlySpan<byte> data = _data.AsSpan(0, length);
        Span<byte> header = stackalloc byte[UdpView.HeaderLength];
        if (socket.Protocol != IpProtocol.Udp)
        {
            header = default;
        }
        else if (!socket.Sent.TryFind(target, port, data, clock.Now, header))
        {
            return 0;
        }

        return RebuiltPacket.WriteError(place, error, ancillary, socket.Source, target, socket.Protocol, header, data);
    }

    /// <summary>What the destination itself answered: an echo reply, or a datagram, whose header is made again.</summary>
    private int WriteAnswer(DatagramSocket socket, Span<byte> place, int length, in AncillaryData ancillary, HostAddress source, ushort port)
    {
        ReadOnlySpan<byte> data = _data.AsSpan(0, Math.Min(length, place.Length - RebuiltPacket.MaxHeaders));
        if (socket.Protocol != IpProtocol.Udp)
        {
            return RebuiltPacket.WriteIp(place, source, socket.Source, socket.Protocol, data, ancillary);
        }

        // Nobody reads a datagram's payload.
        Span<byte> datagram = stackalloc byte[UdpView.HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], socket.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], UdpView.HeaderLength);
        return RebuiltPacket.WriteIp(place, source, socket.Source, socket.Protocol, datagram, ancillary);
    }
}
