using System.Runtime.InteropServices;
using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Transports;

/// <summary>What ordinary sockets tell, made whole, is what the parser would have read off the wire.</summary>
public sealed class RebuiltPacketTests
{
    private const string Header = "8001829B00240007";

    /// <summary>RFC 4884, version 2, checksum not computed; one object of RFC 4950: label 24005, bottom, LSE-TTL 1.</summary>
    private const string Extensions = "20000000" + "00080101" + "05DC5101";

    private readonly byte[] _place = new byte[2000];

    [TestCase("198.18.0.1", "198.18.0.9", "198.51.100.7", 11)]
    [TestCase("2001:db8::1", "2001:db8::9", "2001:db8:1::7", 3)]
    public void A_time_exceeded_is_parsed_as_if_it_had_arrived(string offender, string own, string target, int type)
    {
        int length = Write(offender, own, target, type, extensionsAt: 0, data: new string('0', 48));

        Assert.That(ReplyParser.TryParse(_place.AsSpan(0, length), default, out ReplyView reply, out PacketVerdict verdict), Is.True, verdict.ToString());
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimeExceeded));
        Assert.That(reply.Source, Is.EqualTo(HostAddress.Parse(offender)));
        Assert.That(reply.Destination, Is.EqualTo(HostAddress.Parse(own)));
        Assert.That(reply.ReplyTtl, Is.EqualTo(61));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(HostAddress.Parse(target), IpProtocol.Udp, 0x8001)));
        Assert.That(reply.Quotation.DestinationPort, Is.EqualTo(33435));
        Assert.That(reply.Quotation.UdpChecksum, Is.EqualTo(7));
        Assert.That(reply.Extensions.IsEmpty, Is.True);
    }

    [TestCase("198.18.0.1", "198.18.0.9", "198.51.100.7", 11, 100, true, TestName = "IPv4, at 128 bytes, as the kernel says")]
    [TestCase("198.18.0.1", "198.18.0.9", "198.51.100.7", 11, 100, false, TestName = "IPv4, at 128 bytes, on an old kernel")]
    [TestCase("198.18.0.1", "198.18.0.9", "198.51.100.7", 11, 140, true, TestName = "IPv4, behind 168 bytes")]
    [TestCase("2001:db8::1", "2001:db8::9", "2001:db8:1::7", 3, 80, true, TestName = "IPv6, at 128 bytes, as the kernel says")]
    [TestCase("2001:db8::1", "2001:db8::9", "2001:db8:1::7", 3, 80, false, TestName = "IPv6, at 128 bytes, on an old kernel")]
    public void Labels_are_where_they_were(string offender, string own, string target, int type, int at, bool isTold)
    {
        int length = Write(offender, own, target, type, isTold ? at : 0, new string('0', at * 2) + Extensions);

        Assert.That(ReplyParser.TryParse(_place.AsSpan(0, length), default, out ReplyView reply, out _), Is.True);
        Assert.That(Convert.ToHexString(reply.Extensions.Objects), Is.EqualTo(Extensions[8..]));
    }

    [Test]
    public void The_next_hop_mtu_is_told_in_both_families()
    {
        int length = Write("198.18.0.1", "198.18.0.9", "198.51.100.7", 3, 0, "0000", code: 4, mtu: 1400);
        Assert.That(ReplyParser.TryParse(_place.AsSpan(0, length), default, out ReplyView v4, out _), Is.True);
        Assert.That(v4.NextHopMtu, Is.EqualTo(1400));

        length = Write("2001:db8::1", "2001:db8::9", "2001:db8:1::7", 2, 0, "0000", mtu: 1280);
        Assert.That(ReplyParser.TryParse(_place.AsSpan(0, length), default, out ReplyView v6, out _), Is.True);
        Assert.That((v6.Kind, v6.NextHopMtu), Is.EqualTo((ReplyKind.PacketTooBig, 1280)));
    }

    [Test]
    public void Data_that_do_not_fit_are_cut()
    {
        byte[] place = new byte[100];
        ExtendedError error = Error("198.18.0.1", 11, 0, 0, 0);
        int length = RebuiltPacket.WriteError(
            place, error, default, HostAddress.Parse("198.18.0.9"), HostAddress.Parse("198.51.100.7"), IpProtocol.Udp, Convert.FromHexString(Header), new byte[500]);

        Assert.That(length, Is.EqualTo(100));
        Assert.That(ReplyParser.TryParse(place, default, out _, out _), Is.True);
    }

    [Test]
    public void What_was_not_told_is_named()
    {
        Assert.That(RebuiltPacket.MissingIn(default, isError: false), Is.EqualTo(PacketParts.IpId | PacketParts.Ttl | PacketParts.Tos));
        Assert.That(RebuiltPacket.MissingIn(Ttl61(), isError: true), Is.EqualTo(PacketParts.IpId | PacketParts.Tos | PacketParts.Size | PacketParts.QuotedHeader));
    }

    private int Write(string offender, string own, string target, int type, int extensionsAt, string data, int code = 0, int mtu = 0) =>
        RebuiltPacket.WriteError(
            _place, Error(offender, type, code, extensionsAt, mtu), Ttl61(), HostAddress.Parse(own), HostAddress.Parse(target),
            IpProtocol.Udp, Convert.FromHexString(Header), Convert.FromHexString(data));

    private static ExtendedError Error(string offender, int type, int code, int extensionsAt, int mtu)
    {
        HostAddress address = HostAddress.Parse(offender);
        byte[] value = new byte[44];
        (value[4], value[5], value[6]) = (address.IsIPv6 ? (byte)3 : (byte)2, (byte)type, (byte)code);
        MemoryMarshal.Write(value.AsSpan(8), mtu);
        MemoryMarshal.Write(value.AsSpan(12), (ushort)extensionsAt);
        address.WriteTo(value.AsSpan(16 + (address.IsIPv6 ? 8 : 4)));
        Assert.That(ExtendedError.TryParse(value, out ExtendedError error), Is.True);
        return error;
    }

    private static AncillaryData Ttl61()
    {
        byte[] control = new byte[24];
        MemoryMarshal.Write(control, new ControlHeader(20, 41, 52));
        MemoryMarshal.Write(control.AsSpan(16), 61);
        return AncillaryData.Parse(control);
    }
}
