using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Host.Tests;

/// <summary>
/// The cable between a guest and the lab. QEMU hands over Ethernet frames, each after its length in four bytes; their
/// IPv4 packets leave by a raw socket as they are, and what a raw socket receives goes back. The guest has the address
/// of the namespace, so no router counts in between. ARP is answered for every address but the guest's own.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class GuestLink(Stream card) : IDisposable
{
    private const int LengthPrefix = 4, EthernetHeader = 14, ArpLength = 28, LongestFrame = 65_536;
    private const ushort IPv4 = 0x0800, Arp = 0x0806;

    private static readonly byte[] GatewayCard = [0x02, 0, 0, 0, 0, 0x01];

    private readonly RawSocketTransport _out = RawSocketTransport.Open();
    private readonly RawSocketTransport _in = RawSocketTransport.Open();
    private readonly Lock _writing = new();
    private byte[] _guestCard = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    private volatile bool _isOver;

    /// <summary>An address beside the guest's own in its /24, for the guest to have a gateway.</summary>
    internal static HostAddress GatewayOf(HostAddress guest) => HostAddress.FromIPv4((guest.IPv4Value & 0xffff_ff00) | 0xfe);

    /// <summary>Makes <see cref="CarryToGuest"/> end.</summary>
    internal void Stop() => _isOver = true;

    /// <summary>Carries frames until the guest's card is gone.</summary>
    internal void CarryFromGuest()
    {
        var batch = new PacketBatch(1, LongestFrame);
        byte[] frame = new byte[LongestFrame];
        while (TryRead(frame.AsSpan(0, LengthPrefix)))
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(frame);
            if (length is < EthernetHeader or > LongestFrame || !TryRead(frame.AsSpan(0, length)))
            {
                return;
            }

            Take(frame.AsSpan(0, length), batch);
        }
    }

    /// <summary>Carries what the namespace receives until <see cref="Stop"/>.</summary>
    internal void CarryToGuest()
    {
        var batch = new PacketBatch(64, LongestFrame);
        while (!_isOver)
        {
            _in.Receive(batch, _in.Now + TimeSpan.FromMilliseconds(50));
            for (int i = 0; i < batch.Count && !_isOver; i++)
            {
                Write(IPv4, batch.Packet(i));
            }
        }
    }

    private void Take(ReadOnlySpan<byte> frame, PacketBatch batch)
    {
        ReadOnlySpan<byte> content = frame[EthernetHeader..];
        switch (BinaryPrimitives.ReadUInt16BigEndian(frame[12..]))
        {
            case Arp when content.Length >= ArpLength && content[7] == 1:
                _guestCard = frame[6..12].ToArray();
                Answer(content);
                break;
            case IPv4 when content.Length >= 20:
                // A short frame is padded: the packet says itself how long it is.
                int length = Math.Min(content.Length, BinaryPrimitives.ReadUInt16BigEndian(content[2..]));
                batch.Clear();
                content[..length].CopyTo(batch.FreeSpan);
                batch.Commit(length);
                _out.Send(batch);
                break;
            default:
                break;
        }
    }

    /// <summary>Says that an address is here (RFC 826), unless the guest asks for its own to see whether it is taken.</summary>
    private void Answer(ReadOnlySpan<byte> request)
    {
        ReadOnlySpan<byte> asker = request[8..18], sought = request[24..28];
        if (!sought.SequenceEqual(request[14..18]) && request[14..18].ContainsAnyExcept((byte)0))
        {
            Span<byte> reply = stackalloc byte[ArpLength];
            request[..6].CopyTo(reply);
            reply[7] = 2;
            GatewayCard.CopyTo(reply[8..]);
            sought.CopyTo(reply[14..]);
            asker.CopyTo(reply[18..]);
            Write(Arp, reply);
        }
    }

    private void Write(ushort type, ReadOnlySpan<byte> content)
    {
        byte[] frame = new byte[LengthPrefix + EthernetHeader + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, EthernetHeader + content.Length);
        _guestCard.CopyTo(frame, LengthPrefix);
        GatewayCard.CopyTo(frame, LengthPrefix + 6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(LengthPrefix + 12), type);
        content.CopyTo(frame.AsSpan(LengthPrefix + EthernetHeader));
        lock (_writing)
        {
            card.Write(frame);
        }
    }

    private bool TryRead(Span<byte> destination)
    {
        try
        {
            return card.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
        }
        catch (IOException gone) when (gone.InnerException is SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
    }
}
