using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

/// <summary>Messages as a 64-bit little-endian kernel has them.</summary>
public sealed class NetlinkTests
{
    private const string RouteAnswer =
        "58000000" + "1800" + "0000" + "07000000" + "00000000" // length, RTM_NEWROUTE, flags, sequence, port
        + "02" + "20" + "00" + "00" + "FE" + "00" + "00" + "01" + "00020000" // IPv4 /32, table main, unicast
        + "08000100" + "C6336407" // destination
        + "08000400" + "03000000" // interface 3
        + "08000500" + "C0000201" // gateway
        + "08000700" + "C0000209" // source
        + "0C000800" + "08000200" + "DC050000" // metrics: MTU 1500
        + "0800" + "1C00" + "00000000" + "08000F00" + "FE000000"; // others

    private const string LinkAnswer =
        "48000000" + "1000" + "0000" + "07000000" + "00000000" // length, RTM_NEWLINK
        + "00" + "00" + "0100" + "03000000" + "43100100" + "00000000" // Ethernet, index 3, up
        + "09000300" + "6574683000" + "000000" // eth0
        + "08000400" + "DC050000" // MTU
        + "0A000100" + "02420A0B0C0D" + "0000" // address
        + "05001000" + "06000000"; // operational state

    [Test]
    public void A_route_is_asked_for_by_family_address_and_interface()
    {
        byte[] bytes = new byte[NetlinkRequest.MaxLength];
        int length = NetlinkRequest.WriteRoute(bytes, HostAddress.Parse("198.51.100.7"), 3, sequence: 7);

        Assert.That(
            Convert.ToHexString(bytes.AsSpan(0, length)),
            Is.EqualTo("2C0000001A0001000700000000000000" + "022000000000000000000000" + "08000100C6336407" + "0800040003000000"));
    }

    [Test]
    public void An_interface_is_asked_for_by_its_name()
    {
        byte[] bytes = new byte[NetlinkRequest.MaxLength];
        int length = NetlinkRequest.WriteLink(bytes, 0, "eth0", sequence: 7);

        Assert.That(
            Convert.ToHexString(bytes.AsSpan(0, length)),
            Is.EqualTo("2C000000120001000700000000000000" + new string('0', 32) + "09000300" + "6574683000" + "000000"));
    }

    [Test]
    public void Reads_a_route()
    {
        Assert.That(NetlinkAnswer.TryParse(Convert.FromHexString(RouteAnswer), out NetlinkAnswer answer), Is.True);
        Assert.That(answer.Sequence, Is.EqualTo(7));
        Assert.That(answer.TryReadRoute(out RouteFields route), Is.True);
        Assert.That(route.InterfaceIndex, Is.EqualTo(3));
        Assert.That(route.Gateway, Is.EqualTo(HostAddress.Parse("192.0.2.1")));
        Assert.That(route.Source, Is.EqualTo(HostAddress.Parse("192.0.2.9")));
        Assert.That(route.Mtu, Is.EqualTo(1500));
        Assert.That(route.IsLocal, Is.False);
    }

    [TestCase("02", true, Description = "local")]
    [TestCase("06", false, Description = "blackhole")]
    [TestCase("08", false, Description = "prohibit")]
    public void Only_routes_by_which_packets_leave_count(string type, bool expected)
    {
        string hex = RouteAnswer.Remove(46, 2).Insert(46, type);
        Assert.That(NetlinkAnswer.TryParse(Convert.FromHexString(hex), out NetlinkAnswer answer), Is.True);
        Assert.That(answer.TryReadRoute(out RouteFields route), Is.EqualTo(expected));
        Assert.That(route.IsLocal, Is.EqualTo(expected));
    }

    [Test]
    public void Reads_an_interface()
    {
        Assert.That(NetlinkAnswer.TryParse(Convert.FromHexString(LinkAnswer), out NetlinkAnswer answer), Is.True);

        NetworkLink? link = answer.ReadLink();

        Assert.That(link, Is.EqualTo(new NetworkLink
        {
            Index = 3,
            Name = "eth0",
            Mtu = 1500,
            HardwareType = 1,
            HardwareAddress = [0x02, 0x42, 0x0A, 0x0B, 0x0C, 0x0D],
            IsUp = true,
        }));
        Assert.That(link!.NeedsNeighbour, Is.True);
    }

    [Test]
    public void Tells_an_error_by_its_number()
    {
        byte[] bytes = Convert.FromHexString("24000000" + "0200" + "0000" + "07000000" + "00000000" + "9BFFFFFF" + new string('0', 32));

        Assert.That(NetlinkAnswer.TryParse(bytes, out NetlinkAnswer answer), Is.True);
        Assert.That(answer.Type, Is.EqualTo(NetlinkCode.Error));
        Assert.That(answer.Errno, Is.EqualTo(101));
        Assert.That(answer.TryReadRoute(out _), Is.False);
        Assert.That(answer.ReadLink(), Is.Null);
    }

    [TestCase(RouteAnswer)]
    [TestCase(LinkAnswer)]
    public void Refuses_every_shorter_length(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.That(NetlinkAnswer.TryParse(bytes.AsSpan(0, length), out _), Is.False, $"{length} bytes");
        }
    }

    [TestCase(RouteAnswer)]
    [TestCase(LinkAnswer)]
    public void A_message_that_ends_within_an_attribute_is_read_up_to_there(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int length = NetlinkCode.HeaderLength; length < bytes.Length; length++)
        {
            BitConverter.TryWriteBytes(bytes, length);
            Assert.That(NetlinkAnswer.TryParse(bytes, out NetlinkAnswer answer), Is.True);
            Assert.That(answer.TryReadRoute(out _) && answer.ReadLink() is not null, Is.False);
        }
    }
}
