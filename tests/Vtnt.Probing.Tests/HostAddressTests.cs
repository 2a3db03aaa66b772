using System.Net;
using CsCheck;

namespace Vtnt.Probing.Tests;

public sealed class HostAddressTests
{
    [TestCase("0.0.0.0", "00000000")]
    [TestCase("192.0.2.1", "c0000201")]
    [TestCase("255.255.255.255", "ffffffff")]
    [TestCase("10.0.0.255", "0a0000ff")]
    [TestCase("::", "00000000000000000000000000000000")]
    [TestCase("::1", "00000000000000000000000000000001")]
    [TestCase("2001:db8::2", "20010db8000000000000000000000002")]
    [TestCase("2001:0DB8:0:0:0:0:0:2", "20010db8000000000000000000000002")]
    [TestCase("2001:db8:1:2:3:4:5:6", "20010db8000100020003000400050006")]
    [TestCase("::ffff:192.0.2.1", "00000000000000000000ffffc0000201")]
    [TestCase("64:ff9b::192.0.2.33", "0064ff9b0000000000000000c0000221")]
    [TestCase("fe80::", "fe800000000000000000000000000000")]
    public void Parses_numeric_text(string text, string bytes)
    {
        var address = HostAddress.Parse(text);

        Span<byte> written = stackalloc byte[16];
        int length = address.WriteTo(written);
        Assert.That(Hex.Text(written[..length]), Is.EqualTo(bytes));
        Assert.That(HostAddress.FromBytes(Hex.Bytes(bytes)), Is.EqualTo(address));
        Assert.That(address.Length, Is.EqualTo(bytes.Length / 2));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("1")]
    [TestCase("127.1")]
    [TestCase("1.2.3")]
    [TestCase("1.2.3.4.5")]
    [TestCase("1.2.3.")]
    [TestCase(".1.2.3")]
    [TestCase("1..2.3")]
    [TestCase("256.0.0.1")]
    [TestCase("1.2.3.999")]
    [TestCase("1.2.3.0004")]
    [TestCase("192.0.2.01")]
    [TestCase("010.0.0.1")]
    [TestCase("0x7f.0.0.1")]
    [TestCase("3221225985")]
    [TestCase("+1.2.3.4")]
    [TestCase("-1.2.3.4")]
    [TestCase(" 192.0.2.1")]
    [TestCase("192.0.2.1 ")]
    [TestCase("192.0.2.1\n")]
    [TestCase("192.0.2.1/32")]
    [TestCase("192.0.2.1:80")]
    [TestCase("192.0.2.١")]
    [TestCase(":")]
    [TestCase(":::")]
    [TestCase("1:2:3:4:5:6:7")]
    [TestCase("1:2:3:4:5:6:7:8:9")]
    [TestCase("1::2::3")]
    [TestCase("12345::")]
    [TestCase("g::")]
    [TestCase("[::1]")]
    [TestCase("[::1]:80")]
    [TestCase("::1]")]
    [TestCase("fe80::1%eth0")]
    [TestCase("fe80::1%1")]
    [TestCase("::1/128")]
    [TestCase("::0x1")]
    [TestCase(" ::1")]
    [TestCase("::1 ")]
    [TestCase("::1\n")]
    [TestCase("::ffff:1.2.3")]
    [TestCase("::ffff:1.2.3.256")]
    [TestCase("::ffff:1.2.3.04")]
    [TestCase("::1.2.3.4:5")]
    [TestCase("1:2:3:4:5:6:7:1.2.3.4")]
    [TestCase("1:2:3:4:5:6:7::8:9")]
    [TestCase("1:2:3:4:5:6:7:8:")]
    [TestCase(":1:2:3:4:5:6:7:8")]
    [TestCase("::1:")]
    [TestCase("example.net")]
    public void Refuses_what_is_not_one_plain_address(string text)
    {
        Assert.That(HostAddress.TryParse(text, out HostAddress address), Is.False);
        Assert.That(address, Is.EqualTo(HostAddress.None));
        Assert.That(() => HostAddress.Parse(text), Throws.TypeOf<FormatException>());
    }

    [TestCase("2001:db8:0:0:0:0:2:1", "2001:db8::2:1", TestName = "RFC 5952 4.2.1: shorten as much as possible")]
    [TestCase("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", TestName = "RFC 5952 4.2.2: one zero field is not shortened")]
    [TestCase("2001:0:0:1:0:0:0:1", "2001:0:0:1::1", TestName = "RFC 5952 4.2.3: the longest run is shortened")]
    [TestCase("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1", TestName = "RFC 5952 4.2.3: the first of equal runs is shortened")]
    [TestCase("2001:DB8::AaAa", "2001:db8::aaaa", TestName = "RFC 5952 4.3: lower case")]
    [TestCase("2001:0db8::0001", "2001:db8::1", TestName = "RFC 5952 4.1: no leading zeros")]
    [TestCase("0:0:0:0:0:0:0:0", "::", TestName = "RFC 5952 4.2: all zero")]
    [TestCase("::1", "::1", TestName = "Loopback")]
    [TestCase("1::", "1::", TestName = "A run of zeros at the end")]
    [TestCase("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::", TestName = "A short run of zeros at the end")]
    [TestCase("0:0:3:4:5:6:7:8", "::3:4:5:6:7:8", TestName = "A short run of zeros at the begin")]
    [TestCase("0:2:3:4:5:6:7:0", "0:2:3:4:5:6:7:0", TestName = "Single zeros at both ends")]
    [TestCase("::ffff:c000:201", "::ffff:192.0.2.1", TestName = "RFC 5952 5: an IPv4-mapped address is mixed")]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", TestName = "The longest text")]
    [TestCase("fe80::5efe:c000:201", "fe80::5efe:c000:201", TestName = "An interface identifier is not read as IPv4")]
    [TestCase("::ffff:0:c000:201", "::ffff:0:c000:201", TestName = "An IPv4-translated address is plain")]
    [TestCase("64:ff9b::c000:221", "64:ff9b::c000:221", TestName = "A translation prefix is plain")]
    [TestCase("192.0.2.1", "192.0.2.1", TestName = "IPv4")]
    [TestCase("255.255.255.255", "255.255.255.255", TestName = "The longest IPv4 text")]
    public void Is_written_as_RFC_5952_says(string text, string canonical)
    {
        var address = HostAddress.Parse(text);

        Assert.That(address.ToString(), Is.EqualTo(canonical));
        Assert.That(HostAddress.Parse(canonical), Is.EqualTo(address));
        Assert.That($"{address}", Is.EqualTo(canonical));
        Span<char> exact = stackalloc char[canonical.Length];
        Assert.That(address.TryFormat(exact, out int written, default, null), Is.True);
        Assert.That(written, Is.EqualTo(canonical.Length));
        Assert.That(address.TryFormat(exact[1..], out _, default, null), Is.False);
    }

    [Test]
    public void An_IPv4_mapped_address_stays_IPv6()
    {
        var mapped = HostAddress.Parse("::ffff:192.0.2.1");

        Assert.That(mapped.Kind, Is.EqualTo(AddressKind.IPv6));
        Assert.That(mapped, Is.Not.EqualTo(HostAddress.Parse("192.0.2.1")));
        Assert.That(HostAddress.FromIPAddress(IPAddress.Parse("::ffff:192.0.2.1")), Is.EqualTo(mapped));
        Assert.That(mapped.ToIPAddress().IsIPv4MappedToIPv6, Is.True);
    }

    [Test]
    public void Is_ordered_by_family_then_bytes()
    {
        HostAddress[] ordered =
        [
            HostAddress.None,
            HostAddress.Parse("0.0.0.0"),
            HostAddress.Parse("9.255.255.255"),
            HostAddress.Parse("10.0.0.1"),
            HostAddress.Parse("200.0.0.1"),
            HostAddress.Parse("::"),
            HostAddress.Parse("::ffff:1.2.3.4"),
            HostAddress.Parse("0:0:0:1::"),
            HostAddress.Parse("2001:db8::1"),
            HostAddress.Parse("2001:db8::8000:0:0:1"),
            HostAddress.Parse("ff02::1"),
        ];

        for (int i = 0; i < ordered.Length; i++)
        {
            for (int j = 0; j < ordered.Length; j++)
            {
                Assert.That(Math.Sign(ordered[i].CompareTo(ordered[j])), Is.EqualTo(Math.Sign(i.CompareTo(j))), $"{ordered[i]} {ordered[j]}");
                Assert.That(ordered[i] < ordered[j], Is.EqualTo(i < j));
                Assert.That(ordered[i] <= ordered[j], Is.EqualTo(i <= j));
                Assert.That(ordered[i] > ordered[j], Is.EqualTo(i > j));
                Assert.That(ordered[i] >= ordered[j], Is.EqualTo(i >= j));
                Assert.That(ordered[i] == ordered[j], Is.EqualTo(i == j));
                Assert.That(ordered[i] != ordered[j], Is.EqualTo(i != j));
                Assert.That(ordered[i].Equals((object)ordered[j]), Is.EqualTo(i == j));
            }
        }
    }

    [Test]
    public void Equal_addresses_have_equal_hashes() =>
        Assert.That(HostAddress.Parse("2001:db8::1").GetHashCode(), Is.EqualTo(HostAddress.Parse("2001:DB8:0::1").GetHashCode()));

    [Test]
    public void None_has_no_bytes_no_text_and_no_number()
    {
        HostAddress none = HostAddress.None;

        Assert.That(none.IsNone, Is.True);
        Assert.That(none.Length, Is.Zero);
        Assert.That(none.WriteTo([]), Is.Zero);
        Assert.That(none.ToString(), Is.Empty);
        Assert.That(() => none.ToIPAddress(), Throws.InvalidOperationException);
        Assert.That(() => none.IPv4Value, Throws.InvalidOperationException);
        Assert.That(() => none.IPv6Value, Throws.InvalidOperationException);
    }

    [Test]
    public void Numbers_are_in_host_order()
    {
        Assert.That(HostAddress.Parse("192.0.2.1").IPv4Value, Is.EqualTo(0xC0000201u));
        Assert.That(HostAddress.Parse("2001:db8::1").IPv6Value, Is.EqualTo(new UInt128(0x20010DB8_00000000, 1)));
        Assert.That(HostAddress.FromIPv4(0xC0000201), Is.EqualTo(HostAddress.Parse("192.0.2.1")));
        Assert.That(HostAddress.FromIPv6(new UInt128(0x20010DB8_00000000, 1)), Is.EqualTo(HostAddress.Parse("2001:db8::1")));
        Assert.That(() => HostAddress.Parse("::1").IPv4Value, Throws.InvalidOperationException);
        Assert.That(() => HostAddress.Parse("1.2.3.4").IPv6Value, Throws.InvalidOperationException);
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(5)]
    [TestCase(15)]
    [TestCase(17)]
    public void Other_lengths_are_refused(int length) =>
        Assert.That(() => HostAddress.FromBytes(new byte[length]), Throws.ArgumentException);

    [Test]
    public void Writing_needs_room()
    {
        Assert.That(() => HostAddress.Parse("192.0.2.1").WriteTo(new byte[3]), Throws.ArgumentException);
        Assert.That(() => HostAddress.Parse("2001:db8::1").WriteTo(new byte[15]), Throws.ArgumentException);
    }

    [TestCase("192.0.2.1")]
    [TestCase("2001:db8::1")]
    public void Converts_to_the_framework_and_back(string text)
    {
        var address = HostAddress.Parse(text);

        Assert.That(address.ToIPAddress(), Is.EqualTo(IPAddress.Parse(text)));
        Assert.That(HostAddress.FromIPAddress(address.ToIPAddress()), Is.EqualTo(address));
    }

    [Test]
    public void A_scope_is_dropped() =>
        Assert.That(HostAddress.FromIPAddress(IPAddress.Parse("fe80::1%3")), Is.EqualTo(HostAddress.Parse("fe80::1")));

    [Test]
    public void Any_IPv6_address_survives_its_text() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 255]).Sample((high, low, zeroFields) =>
        {
            // Whole 16-bit fields are cleared, so that runs of zeros of every length and place occur.
            UInt128 value = new(high, low);
            for (int field = 0; field < 8; field++)
            {
                if ((zeroFields >> field & 1) != 0)
                {
                    value &= ~((UInt128)0xFFFF << (16 * field));
                }
            }

            var address = HostAddress.FromIPv6(value);
            string text = address.ToString();
            return HostAddress.Parse(text) == address && text.Length <= 39 && new IPAddress(address.ToIPAddress().GetAddressBytes()).Equals(IPAddress.Parse(text));
        });
}
