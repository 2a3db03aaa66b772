namespace Vtnt.Probing.Pcap.Tests;

public sealed class LinkLayerTests
{
    private const string Ip = "45000014000100004011000001020304050607FF";
    private const string Macs = "0200000000010200000000FF";

    [TestCase(LinkType.Raw, "", TestName = "raw IP")]
    [TestCase(LinkType.RawLegacy, "", TestName = "raw IP, number 12")]
    [TestCase(LinkType.RawOpenBsd, "", TestName = "raw IP, number 14")]
    [TestCase(LinkType.IPv4, "", TestName = "raw IPv4")]
    [TestCase(LinkType.IPv6, "", TestName = "raw IPv6")]
    [TestCase(LinkType.Ethernet, Macs + "0800", TestName = "Ethernet")]
    [TestCase(LinkType.Ethernet, Macs + "86DD", TestName = "Ethernet, IPv6 type")]
    [TestCase(LinkType.Ethernet, Macs + "8100" + "0064" + "0800", TestName = "Ethernet, 802.1Q")]
    [TestCase(LinkType.Ethernet, Macs + "88A8" + "0064" + "8100" + "0065" + "0800", TestName = "Ethernet, 802.1ad and 802.1Q")]
    [TestCase(LinkType.Ethernet, Macs + "9100" + "0064" + "8100" + "0065" + "0800", TestName = "Ethernet, old QinQ")]
    [TestCase(LinkType.Ethernet, Macs + "8847" + "00010101", TestName = "Ethernet, MPLS, one label")]
    [TestCase(LinkType.Ethernet, Macs + "8847" + "000100FF" + "000200FF" + "00030140", TestName = "Ethernet, MPLS, three labels")]
    [TestCase(LinkType.Ethernet, Macs + "8100" + "0064" + "8848" + "00010101", TestName = "Ethernet, 802.1Q, MPLS upstream")]
    [TestCase(LinkType.Ethernet, Macs + "8864" + "110000010016" + "0021", TestName = "Ethernet, PPPoE")]
    [TestCase(LinkType.Ethernet, Macs + "001C" + "AAAA03000000" + "0800", TestName = "Ethernet, LLC and SNAP")]
    [TestCase(LinkType.LinuxSll, "0000" + "0001" + "0006" + "0200000000010000" + "0800", TestName = "cooked v1")]
    [TestCase(LinkType.LinuxSll, "0000" + "0001" + "0006" + "0200000000010000" + "8100" + "0064" + "86DD", TestName = "cooked v1, 802.1Q")]
    [TestCase(LinkType.LinuxSll2, "0800" + "0000" + "00000002" + "0001" + "00" + "06" + "0200000000010000", TestName = "cooked v2")]
    [TestCase(LinkType.LinuxSll2, "8100" + "0000" + "00000002" + "0001" + "00" + "06" + "0200000000010000" + "0064" + "0800", TestName = "cooked v2, 802.1Q")]
    [TestCase(LinkType.LinuxSll2, "8847" + "0000" + "00000002" + "0001" + "00" + "06" + "0200000000010000" + "00010101", TestName = "cooked v2, MPLS")]
    [TestCase(LinkType.Ppp, "0021", TestName = "PPP")]
    [TestCase(LinkType.Ppp, "21", TestName = "PPP, compressed protocol")]
    [TestCase(LinkType.Ppp, "FF03" + "0057", TestName = "PPP, HDLC-like, IPv6")]
    [TestCase(LinkType.PppHdlc, "FF03" + "0281" + "000100FF" + "00030140", TestName = "PPP, MPLS")]
    [TestCase(LinkType.PppPppd, "0103" + "0021", TestName = "PPP of pppd")]
    [TestCase(LinkType.PppWithDirection, "01" + "FF03" + "0021", TestName = "PPP with direction")]
    [TestCase(LinkType.PppEther, "110000010016" + "0021", TestName = "PPPoE")]
    [TestCase(LinkType.CiscoHdlc, "0F00" + "0800", TestName = "Cisco HDLC")]
    [TestCase(LinkType.Null, "02000000", TestName = "loopback, little-endian host")]
    [TestCase(LinkType.Null, "00000018", TestName = "loopback, big-endian host, IPv6 of NetBSD")]
    [TestCase(LinkType.Loop, "0000001E", TestName = "loopback of OpenBSD")]
    public void Finds_the_packet_behind(LinkType linkType, string header)
    {
        byte[] frame = Convert.FromHexString(header + Ip);

        Assert.That(LinkLayer.Open(linkType, frame, out ReadOnlySpan<byte> packet), Is.EqualTo(FrameVerdict.IpPacket));
        Assert.That(Convert.ToHexString(packet), Is.EqualTo(Ip));

        for (int length = 0; length <= header.Length / 2; length++)
        {
            FrameVerdict verdict = LinkLayer.Open(linkType, frame.AsSpan(0, length), out packet);
            Assert.That(verdict, Is.EqualTo(FrameVerdict.TooShort), $"{length} bytes");
            Assert.That(packet.IsEmpty);
        }
    }

    [TestCase(LinkType.Ethernet, Macs + "0806" + "0001", FrameVerdict.NotIp, TestName = "ARP")]
    [TestCase(LinkType.Ethernet, Macs + "0026" + "424203000000" + "0000", FrameVerdict.NotIp, TestName = "spanning tree")]
    [TestCase(LinkType.Ethernet, Macs + "8847" + "00010101" + "00000000" + "0200", FrameVerdict.NotIp, TestName = "a layer-2 service over MPLS")]
    [TestCase(LinkType.Ppp, "C021" + "0101", FrameVerdict.NotIp, TestName = "LCP")]
    [TestCase(LinkType.Null, "07000000" + Ip, FrameVerdict.NotIp, TestName = "another address family")]
    [TestCase(LinkType.Raw, "60", FrameVerdict.IpPacket, TestName = "one byte of IPv6")]
    [TestCase(LinkType.Raw, "70", FrameVerdict.NotIp, TestName = "IP version 7")]
    [TestCase((LinkType)147, Ip, FrameVerdict.UnknownLinkType, TestName = "a private link type")]
    public void Tells_what_else_a_frame_carries(LinkType linkType, string frame, FrameVerdict expected) =>
        Assert.That(LinkLayer.Open(linkType, Convert.FromHexString(frame), out _), Is.EqualTo(expected));

    [Test]
    public void Refuses_a_label_stack_without_bottom()
    {
        byte[] frame = [.. Convert.FromHexString(Macs + "8847"), .. Enumerable.Repeat<byte>(0, 4000)];

        Assert.That(LinkLayer.Open(LinkType.Ethernet, frame, out _), Is.EqualTo(FrameVerdict.BadTags));
    }

    [Test]
    public void Refuses_endless_tags()
    {
        byte[] frame = [.. Convert.FromHexString(Macs), .. Enumerable.Repeat<byte[]>([0x81, 0, 0, 1], 60_000).SelectMany(tag => tag)];

        Assert.That(LinkLayer.Open(LinkType.Ethernet, frame, out _), Is.EqualTo(FrameVerdict.BadTags));
    }

    [Test]
    public void Cuts_padding_off_and_marks_what_is_missing()
    {
        byte[] padded = Convert.FromHexString(Macs + "0800" + Ip + "0000000000");
        var whole = new CapturedFrame(LinkType.Ethernet, padded, padded.Length, new Timestamp(5));
        Assert.That(whole.Open(out CapturedPacket packet), Is.EqualTo(FrameVerdict.IpPacket));
        Assert.That(packet.Bytes.Length, Is.EqualTo(20));
        Assert.That(packet.IsTruncated, Is.False);
        Assert.That(packet.Time, Is.EqualTo(new Timestamp(5)));

        var cut = new CapturedFrame(LinkType.Ethernet, padded.AsSpan(0, 30), padded.Length, default);
        Assert.That(cut.IsCut);
        Assert.That(cut.Open(out packet), Is.EqualTo(FrameVerdict.IpPacket));
        Assert.That(packet.Bytes.Length, Is.EqualTo(16));
        Assert.That(packet.IsTruncated);
    }

    [Test]
    public void Takes_a_length_of_zero_as_all_there_is()
    {
        byte[] offloaded = Convert.FromHexString(Ip);
        offloaded[2] = offloaded[3] = 0;
        new CapturedFrame(LinkType.Raw, offloaded, offloaded.Length, default).Open(out CapturedPacket packet);

        Assert.That(packet.Bytes.Length, Is.EqualTo(20));
        Assert.That(packet.IsTruncated, Is.False);
    }
}
