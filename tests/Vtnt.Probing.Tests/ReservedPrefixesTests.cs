namespace Vtnt.Probing.Tests;

public sealed class ReservedPrefixesTests
{
    // First and last address of each block, and the ordinary neighbours on both sides (absent where a block follows).
    [TestCase(null, "0.0.0.0", "0.255.255.255", "1.0.0.0")]
    [TestCase("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0")]
    [TestCase("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0")]
    [TestCase("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0")]
    [TestCase("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0")]
    [TestCase("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0")]
    [TestCase("191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0")]
    [TestCase("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0")]
    [TestCase("192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0")]
    [TestCase("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0")]
    [TestCase("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0")]
    [TestCase("198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0")]
    [TestCase("203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0")]
    [TestCase("223.255.255.255", "224.0.0.0", "239.255.255.255", null)]
    [TestCase(null, "240.0.0.0", "255.255.255.255", null)]
    public void Both_columns_know_each_IPv4_block_to_its_edges(string? before, string first, string last, string? after)
    {
        AssertBlock(ReservedPrefixes.Contains, before, first, last, after);
        AssertBlock(ReservedPrefixes.ContainsForTnt, before, first, last, after);
    }

    [TestCase(null, "::", "::255.255.255.255", "::1:0:0")]
    [TestCase("::fffe:ffff:ffff", "::ffff:0.0.0.0", "::ffff:255.255.255.255", "::1:0:0:0")]
    [TestCase("64:ff9b:0:ffff:ffff:ffff:ffff:ffff", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:2::")]
    [TestCase("ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "100::", "100:0:0:1:ffff:ffff:ffff:ffff", "100:0:0:2::")]
    [TestCase("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [TestCase("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [TestCase("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::")]
    [TestCase("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")]
    [TestCase("5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "5f01::")]
    [TestCase("fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe00::")]
    [TestCase("fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [TestCase(null, "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [TestCase(null, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    public void Each_IPv6_block_is_known_to_its_edges(string? before, string first, string last, string? after)
    {
        AssertBlock(ReservedPrefixes.Contains, before, first, last, after);
        AssertBlock(ReservedPrefixes.ContainsForTnt, before, first, last, after);
    }

    [TestCase("1.1.1.1")]
    [TestCase("192.31.196.1")]
    [TestCase("2001:4860:4860::8888")]
    [TestCase("64:ff9b::808:808")]
    public void Ordinary_addresses_are_in_neither_column(string text)
    {
        Assert.That(ReservedPrefixes.Contains(HostAddress.Parse(text)), Is.False);
        Assert.That(ReservedPrefixes.ContainsForTnt(HostAddress.Parse(text)), Is.False);
    }

    [Test]
    public void No_address_must_not_be_probed()
    {
        Assert.That(ReservedPrefixes.Contains(HostAddress.None), Is.True);
        Assert.That(ReservedPrefixes.ContainsForTnt(HostAddress.None), Is.True);
    }

    private static void AssertBlock(Func<HostAddress, bool> contains, string? before, string first, string last, string? after)
    {
        Assert.That(contains(HostAddress.Parse(first)), Is.True, first);
        Assert.That(contains(HostAddress.Parse(last)), Is.True, last);
        Assert.That(before is not null && contains(HostAddress.Parse(before)), Is.False, before);
        Assert.That(after is not null && contains(HostAddress.Parse(after)), Is.False, after);
    }
}
