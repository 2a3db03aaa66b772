using System.Runtime.CompilerServices;
using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Transports;

public sealed class PortablePacketTests
{
    private static readonly Probe Udp = new()
    {
        Kind = ProbeKind.Udp,
        Source = HostAddress.Parse("192.0.2.1"),
        Destination = HostAddress.Parse("198.51.100.7"),
        ProbeTtl = 9,
        TrafficClass = 0x28,
        IpId = 0x1234,
        Size = 44,
        SourcePort = 0x8001,
        DestinationPort = 33435,
    };

    [Test]
    public void Keeps_destination_protocol_ttl_tos_and_what_follows_the_header()
    {
        byte[] bytes = Bytes(Udp);

        Assert.That(PortablePacket.TryRead(bytes, out PortablePacket packet), Is.True);
        Assert.That(packet.Destination, Is.EqualTo(Udp.Destination));
        Assert.That(packet.IsUdp, Is.True);
        Assert.That(packet.ProbeTtl, Is.EqualTo(9));
        Assert.That(packet.Tos, Is.EqualTo(0x28));
        Assert.That(packet.Payload.ToArray(), Is.EqualTo(bytes[20..]));
    }

    [Test]
    public void Tells_icmp_from_udp()
    {
        Assert.That(PortablePacket.TryRead(Bytes(Udp with { Kind = ProbeKind.IcmpEcho }), out PortablePacket packet), Is.True);
        Assert.That(packet.IsUdp, Is.False);
    }

    [TestCase(6, 0x20, TestName = "Refuses_a_first_fragment (RFC 791)")]
    [TestCase(7, 0x01, TestName = "Refuses_a_later_fragment (RFC 791)")]
    [TestCase(9, 0x06, TestName = "Refuses_tcp")]
    [TestCase(9, 0xFF, TestName = "Refuses_an_unknown_protocol")]
    [TestCase(0, 0x46, TestName = "Refuses_ip_options (RFC 791)")]
    [TestCase(0, 0x65, TestName = "Refuses_another_ip_version")]
    public void Refuses_what_cannot_be_carried(int offset, int value)
    {
        byte[] bytes = Bytes(Udp);
        bytes[offset] = (byte)value;

        Assert.That(PortablePacket.TryRead(bytes, out _), Is.False);
    }

    [Test]
    public void Refuses_ipv6()
    {
        Probe probe = Udp with { Source = HostAddress.Parse("2001:db8::1"), Destination = HostAddress.Parse("2001:db8::2"), Size = 60 };

        Assert.That(PortablePacket.TryRead(Bytes(probe), out _), Is.False);
    }

    [Test]
    public void Refuses_every_shorter_length()
    {
        byte[] bytes = Bytes(Udp);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.That(PortablePacket.TryRead(bytes.AsSpan(0, length), out _), Is.False, $"{length} bytes");
        }
    }

    [Test]
    public void Structures_have_the_size_of_the_c_library()
    {
        Assert.That(Unsafe.SizeOf<SocketAddressV4>(), Is.EqualTo(SocketAddressV4.Size).And.EqualTo(16));
        Assert.That(Unsafe.SizeOf<PollDescriptor>(), Is.EqualTo(8));
    }

    [Test]
    public void A_socket_address_gives_back_what_it_was_made_of()
    {
        var address = new SocketAddressV4(HostAddress.Parse("198.51.100.7"), 33435);

        Assert.That(address.Address, Is.EqualTo(HostAddress.Parse("198.51.100.7")));
        Assert.That(address.Port, Is.EqualTo(33435));
    }

    private static byte[] Bytes(in Probe probe)
    {
        byte[] bytes = new byte[probe.Size];
        ProbeWriter.Write(probe, bytes);
        return bytes;
    }
}
