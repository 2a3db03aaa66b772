using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Asks on an Ethernet link for a neighbour's hardware address.</summary>
[SupportedOSPlatform("linux")]
internal static class NeighbourQuery
{
    private const int Tries = 3, LongestAnswer = 2048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The neighbour's hardware address; null when nobody answers three questions, one second each.</summary>
    /// <exception cref="ProbingException">The socket cannot be opened, or is gone.</exception>
    internal static unsafe byte[]? Ask(NetworkLink link, HostAddress target, HostAddress source, TransportClock clock)
    {
        using RawSocket socket = RawSocket.OpenDatalink(link, NeighbourMessage.EtherTypeFor(target), []);
        byte[] question = new byte[NeighbourMessage.MaxLength];
        int length = NeighbourMessage.WriteQuestion(question, target, source, link.HardwareAddress.AsSpan());
        var group = new SocketAddressLink(NeighbourMessage.EtherTypeFor(target), link.Index, NeighbourMessage.GroupFor(target));
        for (int i = 0; i < Tries; i++)
        {
            fixed (byte* bytes = question)
            {
                if (Libc.SendTo(socket.Descriptor, bytes, length, 0, group, SocketAddressLink.Size) < 0)
                {
                    // An interface that is down now may be up for the next try.
                    Errno.IsPassing(Marshal.GetLastPInvokeError(), "asking for a neighbour");
                }
            }

            if (Await(socket, target, clock) is { } hardware)
            {
                return hardware;
            }
        }

        return null;
    }

    private static unsafe byte[]? Await(RawSocket socket, HostAddress target, TransportClock clock)
    {
        byte[] answer = new byte[LongestAnswer], hardware = new byte[NeighbourMessage.HardwareLength];
        Timestamp until = clock.Now + Patience;
        for (TimeSpan left = Patience; left > TimeSpan.Zero; left = until - clock.Now)
        {
            var descriptor = new PollDescriptor { Descriptor = socket.Descriptor, Events = Libc.PollIn };
            if (Libc.PollExactly(&descriptor, 1, new TimeSpecification(left), 0) <= 0)
            {
                continue;
            }

            fixed (byte* bytes = answer)
            {
                int length = (int)Libc.ReceiveFrom(socket.Descriptor, bytes, answer.Length, 0, 0, 0);
                if (length < 0 && Marshal.GetLastPInvokeError() is var errno && errno != Errno.WouldBlock)
                {
                    Errno.IsPassing(errno, "asking for a neighbour");
                }
                else if (length > 0 && NeighbourMessage.TryReadAnswer(answer.AsSpan(0, length), target, hardware))
                {
                    return hardware;
                }
            }
        }

        return null;
    }
}
