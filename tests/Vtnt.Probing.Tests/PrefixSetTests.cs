using CsCheck;

namespace Vtnt.Probing.Tests;

internal sealed class PrefixSetTests
{
    private const string Mixed = """
        # Asked not to be probed, by mail of 2026-01-02.
        198.51.100.0/24
        203.0.113.9          # one host
          2001:db8:1::/48

        2001:db8:2::9
        """;

    [TestCase("198.51.99.255", false)]
    [TestCase("198.51.100.0", true)]
    [TestCase("198.51.100.255", true)]
    [TestCase("198.51.101.0", false)]
    [TestCase("203.0.113.8", false)]
    [TestCase("203.0.113.9", true)]
    [TestCase("203.0.113.10", false)]
    [TestCase("2001:db8:0:ffff:ffff:ffff:ffff:ffff", false)]
    [TestCase("2001:db8:1::", true)]
    [TestCase("2001:db8:1:ffff:ffff:ffff:ffff:ffff", true)]
    [TestCase("2001:db8:2::", false)]
    [TestCase("2001:db8:2::9", true)]
    [TestCase("::ffff:198.51.100.7", true)]
    [TestCase("::ffff:198.51.101.7", false)]
    [TestCase("::198.51.100.7", false)]
    public void Covers_each_prefix_to_its_edges(string address, bool expected) =>
        Assert.That(PrefixSet.Parse(Mixed).Contains(HostAddress.Parse(address)), Is.EqualTo(expected));

    [Test]
    public void No_address_is_in_no_set()
    {
        Assert.That(PrefixSet.Parse("0.0.0.0/0\n::/0").Contains(HostAddress.None), Is.False);
        Assert.That(PrefixSet.Empty.Contains(HostAddress.Parse("192.0.2.1")), Is.False);
        Assert.That(PrefixSet.Parse("# nothing\n\n").IsEmpty, Is.True);
    }

    [TestCase("0.0.0.0/0", "255.255.255.255", "::")]
    [TestCase("::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0")]
    public void A_prefix_of_length_zero_covers_its_family(string prefix, string inside, string outside)
    {
        var set = PrefixSet.Parse(prefix);
        Assert.That(set.Contains(HostAddress.Parse(inside)), Is.True);
        Assert.That(set.Contains(HostAddress.Parse(outside)), Is.False);
    }

    [TestCase("198.51.100.0/24\nfoo", "line 2: 'foo' is not a prefix such as 198.51.100.0/24 or 2001:db8::/32")]
    [TestCase("\n\n198.51.100/24", "line 3: '198.51.100/24' is not a prefix such as 198.51.100.0/24 or 2001:db8::/32")]
    [TestCase("198.51.100.0/33", "line 1: the prefix length of '198.51.100.0/33' must be within 0 - 32")]
    [TestCase("2001:db8::/129", "line 1: the prefix length of '2001:db8::/129' must be within 0 - 128")]
    [TestCase("198.51.100.0/", "line 1: the prefix length of '198.51.100.0/' must be within 0 - 32")]
    [TestCase("198.51.100.0/-1", "line 1: the prefix length of '198.51.100.0/-1' must be within 0 - 32")]
    [TestCase("198.51.100.7/24", "line 1: '198.51.100.7/24' has bits set behind its length; the prefix is 198.51.100.0/24")]
    [TestCase("2001:db8::1/32", "line 1: '2001:db8::1/32' has bits set behind its length; the prefix is 2001:db8::/32")]
    [TestCase("198.51.100.0/24 203.0.113.0/24", "line 1: the prefix length of '198.51.100.0/24 203.0.113.0/24' must be within 0 - 32")]
    public void Names_the_line_that_is_no_prefix(string text, string expected) =>
        Assert.That(() => PrefixSet.Parse(text), Throws.TypeOf<FormatException>().With.Message.EqualTo(expected));

    [Test]
    public void Answers_as_a_linear_search_does() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 32]).Array[0, 40].Select(Gen.UInt.Array[1, 20]).Sample(
            (prefixes, addresses) =>
            {
                var set = PrefixSet.Parse(string.Join('\n', prefixes.Select(p => $"{HostAddress.FromIPv4(p.Item1 & Mask(p.Item2))}/{p.Item2}")));
                IEnumerable<uint> probed = addresses.Concat(prefixes.Select(p => p.Item1)).Concat(prefixes.Select(p => (p.Item1 & Mask(p.Item2)) - 1));
                return probed.All(a => set.Contains(HostAddress.FromIPv4(a)) == prefixes.Any(p => ((p.Item1 ^ a) & Mask(p.Item2)) == 0));
            },
            iter: 2000);

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
