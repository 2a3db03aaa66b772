using System.Runtime.InteropServices;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <content>Sending.</content>
public sealed partial class RawSocketTransport
{
    private const int MinIpv4Header = 20;

    /// <summary>How long to wait for room in the send buffer before a probe is given up.</summary>
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public unsafe void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
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

    /// <summary>
    /// Sends packets of one family from one on, by one call; returns how many have an outcome.
    /// </summary>
    private unsafe int SendRun(PacketBatch batch, int start, byte* buffer)
    {
        HostAddress destination = DestinationOf(batch.Packet(start));
        RawSocket? socket = destination.IsIPv6 ? _senderV6 : destination.IsIPv4 ? _senderV4 : null;
        Timestamp begin = Now;
        if (socket is null)
        {
            Fail(ref batch[start], begin, SendFailure.NotSupported);
            return 1;
        }

        int count = 0;
        for (; count < SendRing.Slots && start + count < batch.Count && destination.IsIPv6 == socket.IsIPv6 && !destination.IsNone;)
        {
            ref PacketEntry entry = ref batch[start + count];
            _toSend.Set(count++, buffer + entry.Offset, entry.Length, destination);
            destination = start + count < batch.Count ? DestinationOf(batch.Packet(start + count)) : default;
        }

        return SendSlots(batch, start, count, socket, begin);
    }

    private int SendSlots(PacketBatch batch, int start, int count, RawSocket socket, Timestamp begin)
    {
        int sent = _toSend.Send(socket.Descriptor, count, out int errno);
        while (sent == 0 && (errno == Errno.Interrupted || (errno == Errno.WouldBlock && WaitForRoom(socket))))
        {
            begin = Now;
            sent = _toSend.Send(socket.Descriptor, count, out errno);
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
        long step = (Now.Nanoseconds - begin.Nanoseconds) / sent;
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

    private static HostAddress DestinationOf(ReadOnlySpan<byte> packet) =>
        packet.Length >= Ipv6View.HeaderLength && packet[0] >> 4 == 6 ? HostAddress.FromBytes(packet.Slice(24, 16))
        : packet.Length >= MinIpv4Header && packet[0] >> 4 == 4 ? HostAddress.FromBytes(packet.Slice(16, 4))
        : default;

    /// <summary>True when there is room in the send buffer again, soon enough.</summary>
    private static unsafe bool WaitForRoom(RawSocket socket)
    {
        var descriptor = new PollDescriptor { Descriptor = socket.Descriptor, Events = Libc.PollOut };
        return Libc.PollExactly(&descriptor, 1, new TimeSpecification(RoomTimeout), 0) > 0 && (descriptor.Happened & Libc.PollOut) != 0;
    }
}
