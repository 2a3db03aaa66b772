using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>Sends batches of whole packets, those that leave by one socket in one system call.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PacketSender(TransportClock clock, IPacketAddressing addressing, bool hasBatchCalls) : IDisposable
{
    private const int MinIpv4Header = 20;

    /// <summary>How long to wait for room in the send buffer before a probe is given up.</summary>
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromMilliseconds(20);

    private readonly SendRing _ring = new(hasBatchCalls);

    /// <summary>As <see cref="IProbeTransport.Send"/>.</summary>
    internal unsafe void Send(PacketBatch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        fixed (byte* first = &MemoryMarshal.GetReference(batch.Packet(0)))
        {
            byte* buffer = first - batch[0].Offset;
            for (int done = 0; done < batch.Count;)
            {
                done += SendRun(batch, done, buffer);
            }
        }
    }

    public void Dispose() => _ring.Dispose();

    /// <summary>The destination of a whole packet; none when it is no packet.</summary>
    internal static HostAddress DestinationOf(ReadOnlySpan<byte> packet) =>
        packet.Length >= Ipv6View.HeaderLength && packet[0] >> 4 == 6 ? HostAddress.FromBytes(packet.Slice(24, 16))
        : packet.Length >= MinIpv4Header && packet[0] >> 4 == 4 ? HostAddress.FromBytes(packet.Slice(16, 4))
        : default;

    /// <summary>Sends packets that leave by one socket, from one on, by one call; returns how many have an outcome.</summary>
    private unsafe int SendRun(PacketBatch batch, int start, byte* buffer)
    {
        int socket = addressing.Address(batch.Packet(start), _ring.Name(0), out int nameLength, out SendFailure failure);
        Timestamp begin = clock.Now;
        if (socket < 0)
        {
            Fail(ref batch[start], begin, failure);
            return 1;
        }

        int count = 0;
        for (int same = socket; same == socket;)
        {
            ref PacketEntry entry = ref batch[start + count];
            _ring.Set(count++, buffer + entry.Offset, entry.Length, nameLength);
            same = count < SendRing.Slots && start + count < batch.Count
                ? addressing.Address(batch.Packet(start + count), _ring.Name(count), out nameLength, out _)
                : -1;
        }

        return SendSlots(batch, start, count, socket);
    }

    private int SendSlots(PacketBatch batch, int start, int count, int socket)
    {
        Timestamp begin = clock.Now;
        int sent = _ring.Send(socket, count, out int errno);
        while (sent == 0 && (errno == Errno.Interrupted || (errno == Errno.WouldBlock && WaitForRoom(socket))))
        {
            begin = clock.Now;
            sent = _ring.Send(socket, count, out errno);
        }

        if (sent == 0)
        {
            if (Errno.IsGone(errno))
            {
                throw Errno.Gone(errno, "sending");
            }

            Fail(ref batch[start], begin, Errno.ToSendFailure(errno));
            return 1;
        }

        // One call sent them all: the times between are spread evenly.
        long step = (clock.Now.Nanoseconds - begin.Nanoseconds) / sent;
        for (int i = 0; i < sent; i++)
        {
            ref PacketEntry entry = ref batch[start + i];
            entry.Time = new(begin.Nanoseconds + (i * step));
            entry.Origin = TimestampOrigin.UserSpace;
            entry.Failure = SendFailure.None;
        }

        return sent;
    }

    private static void Fail(ref PacketEntry entry, Timestamp time, SendFailure failure)
    {
        entry.Time = time;
        entry.Origin = TimestampOrigin.UserSpace;
        entry.Failure = failure;
    }

    /// <summary>True when there is room in the send buffer again, soon enough.</summary>
    private static unsafe bool WaitForRoom(int socket)
    {
        var descriptor = new PollDescriptor { Descriptor = socket, Events = Libc.PollOut };
        return Libc.PollExactly(&descriptor, 1, new TimeSpecification(RoomTimeout), 0) > 0 && (descriptor.Happened & Libc.PollOut) != 0;
    }
}
