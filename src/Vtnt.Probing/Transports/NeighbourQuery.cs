using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Asks on an Ethernet link for a neighbour's hardware address.</summary>
[SupportedOSPlatform("linux")]
internal sealed class NeighbourQuery : IDisposable
{
    private const int Tries = 3, LongestAnswer = 2048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly NetworkLink _link;
    private readonly TransportClock _clock;
    private readonly RawSocket _arp;
    private readonly RawSocket _discovery;

    /// <summary>Opens the sockets at once: questions are asked later, when privilege may have been given up.</summary>
    /// <exception cref="ProbingException">A socket cannot be opened.</exception>
    internal NeighbourQuery(NetworkLink link, TransportClock clock)
    {
        (_link, _clock) = (link, clock);
        _arp = RawSocket.OpenDatalink(link, EtherType.Arp, DatalinkFilter.ForArpReplies());
        try
        {
            _discovery = RawSocket.OpenDatalink(link, EtherType.IPv6, DatalinkFilter.ForAdvertisements());
        }
        catch (ProbingException)
        {
            _arp.Dispose();
            throw;
        }
    }

    /// <summary>The neighbour's hardware address; null when nobody answers three questions, one second each.</summary>
    /// <exception cref="ProbingException">The socket is gone.</exception>
    internal unsafe byte[]? Ask(HostAddress target, HostAddress source)
    {
        RawSocket socket = target.IsIPv6 ? _discovery : _arp;
        byte[] question = new byte[NeighbourMessage.MaxLength];
        int length = NeighbourMessage.WriteQuestion(question, target, source, _link.HardwareAddress.AsSpan());
        var group = new SocketAddressLink(NeighbourMessage.EtherTypeFor(target), _link.Index, NeighbourMessage.GroupFor(target));
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

            if (Await(socket, target) is { } hardware)
            {
                return hardware;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _arp.Dispose();
        _discovery.Dispose();
    }

    private unsafe byte[]? Await(RawSocket socket, HostAddress target)
    {
        byte[] answer = new byte[LongestAnswer], hardware = new byte[NeighbourMessage.HardwareLength];
        Timestamp until = _clock.Now + Patience;
        for (TimeSpan left = Patience; left > TimeSpan.Zero; left = until - _clock.Now)
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
