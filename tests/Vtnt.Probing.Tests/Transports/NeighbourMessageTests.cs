using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

public sealed class NeighbourMessageTests
{
    private static readonly byte[] Own = [0x02, 0, 0, 0, 0, 0x09], Theirs = [0x02, 0, 0, 0, 0, 0x01];

    private static readonly HostAddress V4 = HostAddress.Parse("192.0.2.1"), V6 = HostAddress.Parse("2001:db8:1::12:3456");

    private static readonly string ArpReply =
        "0001" + "0800" + "06" + "04" + "0002" + "020000000001" + "C0000201" + "020000000009" + "C0000209";

    private static readonly string Advertisement =
        "60000000" + "0020" + "3A" + "FF" + "20010DB8000100000000000000123456" + "20010DB8000100000000000000000009"
        + "8800" + "E0FC" + "60000000" + "20010DB8000100000000000000123456" + "0201" + "020000000001";

    [Test]
    public void The_question_for_an_ipv4_address_is_arp()
    {
        byte[] bytes = new byte[NeighbourMessage.MaxLength];
        int length = NeighbourMessage.WriteQuestion(bytes, V4, HostAddress.Parse("192.0.2.9"), Own);

        Assert.That(
            Convert.ToHexString(bytes.AsSpan(0, length)),
            Is.EqualTo("0001" + "0800" + "06" + "04" + "0001" + "020000000009" + "C0000209" + "000000000000" + "C0000201"));
        Assert.That(Convert.ToHexString(NeighbourMessage.GroupFor(V4)), Is.EqualTo("FFFFFFFFFFFF"));
        Assert.That(NeighbourMessage.EtherTypeFor(V4), Is.EqualTo(0x0806));
    }

    [Test]
    public void The_question_for_an_ipv6_address_is_a_neighbour_solicitation()
    {
        byte[] bytes = new byte[NeighbourMessage.MaxLength];
        int length = NeighbourMessage.WriteQuestion(bytes, V6, HostAddress.Parse("2001:db8:1::9"), Own);
        string hex = Convert.ToHexString(bytes.AsSpan(0, length));

        Assert.That(hex, Does.StartWith("60000000" + "0020" + "3A" + "FF" + "20010DB8000100000000000000000009" + "FF0200000000000000000001FF123456" + "8700"));
        Assert.That(hex, Does.EndWith("00000000" + "20010DB8000100000000000000123456" + "0101" + "020000000009"));
        Assert.That(Convert.ToHexString(NeighbourMessage.GroupFor(V6)), Is.EqualTo("3333FF123456"));
        Assert.That(NeighbourMessage.EtherTypeFor(V6), Is.EqualTo(0x86DD));
    }

    [Test]
    public void Reads_an_arp_reply()
    {
        byte[] hardware = new byte[6];
        Assert.That(NeighbourMessage.TryReadAnswer(Convert.FromHexString(ArpReply), V4, hardware), Is.True);
        Assert.That(hardware, Is.EqualTo(Theirs));
    }

    [Test]
    public void Reads_a_neighbour_advertisement()
    {
        byte[] hardware = new byte[6];
        Assert.That(NeighbourMessage.TryReadAnswer(WithChecksum(Advertisement), V6, hardware), Is.True);
        Assert.That(hardware, Is.EqualTo(Theirs));
    }

    [TestCase(7, 1, Description = "a question")]
    [TestCase(4, 8, Description = "another hardware")]
    [TestCase(17, 2, Description = "another neighbour")]
    [TestCase(2, 9, Description = "another protocol")]
    public void Refuses_other_arp(int offset, int value)
    {
        byte[] bytes = Convert.FromHexString(ArpReply);
        bytes[offset] = (byte)value;
        Assert.That(NeighbourMessage.TryReadAnswer(bytes, V4, new byte[6]), Is.False);
    }

    [TestCase(7, 64, Description = "from beyond the link (RFC 4861, section 7.1.2)")]
    [TestCase(40, 135, Description = "a question")]
    [TestCase(63, 9, Description = "another neighbour")]
    [TestCase(64, 1, Description = "without the address")]
    [TestCase(65, 0, Description = "an option without length")]
    [TestCase(65, 9, Description = "an option beyond the end")]
    public void Refuses_other_icmpv6(int offset, int value)
    {
        byte[] bytes = Convert.FromHexString(Advertisement);
        bytes[offset] = (byte)value;
        Assert.That(NeighbourMessage.TryReadAnswer(WithChecksum(Convert.ToHexString(bytes)), V6, new byte[6]), Is.False);
    }

    [Test]
    public void Refuses_a_wrong_checksum()
    {
        byte[] bytes = WithChecksum(Advertisement);
        bytes[42] ^= 1;
        Assert.That(NeighbourMessage.TryReadAnswer(bytes, V6, new byte[6]), Is.False);
    }

    [Test]
    public void Refuses_every_shorter_length()
    {
        byte[] arp = Convert.FromHexString(ArpReply), advertisement = WithChecksum(Advertisement);
        for (int length = 0; length < arp.Length; length++)
        {
            Assert.That(NeighbourMessage.TryReadAnswer(arp.AsSpan(0, length), V4, new byte[6]), Is.False, $"{length} bytes");
        }

        for (int length = 0; length < advertisement.Length; length++)
        {
            Assert.That(NeighbourMessage.TryReadAnswer(advertisement.AsSpan(0, length), V6, new byte[6]), Is.False, $"{length} bytes");
        }
    }

    /// <summary>The packet with its ICMPv6 checksum set right, reckoned here by the rule (RFC 1071).</summary>
    private static byte[] WithChecksum(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        (bytes[42], bytes[43]) = (0, 0);
        uint sum = (uint)(bytes.Length - 40) + 58;
        for (int i = 8; i < bytes.Length; i += 2)
        {
            sum += (uint)((bytes[i] << 8) | bytes[i + 1]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        (bytes[42], bytes[43]) = ((byte)(~sum >> 8), (byte)~sum);
        return bytes;
    }
}
