using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TntOptionsTests
{
    [Test]
    public void Defaults_are_those_of_tnt_in_the_strict_profile()
    {
        ParsedOptions<TntOptions> parsed = TntOptions.Parse(["192.0.2.1"]);
        Assert.That(parsed.Options, Is.EqualTo(new TntOptions()));
        Assert.That(parsed.Operands, Is.EqualTo(new[] { "192.0.2.1" }));
        Assert.That(
            parsed.Options,
            Is.EqualTo(new TntOptions
            {
                Profile = TntProfile.Strict,
                Method = TraceMethod.IcmpParis,
                PingCount = 1,
                FrplaThreshold = 3,
                RtlaThreshold = 1,
                FirstHop = 1,
                Budget = 25,
            }));
    }

    [Test]
    public void Every_letter_sets_its_option_between_the_destinations()
    {
        ParsedOptions<TntOptions> parsed = TntOptions.Parse(
            ["-bv", "a", "-c", "3", "-f", "4", "b", "-m", "UDP-Paris", "-r", "2", "-s", "5"], new TntOptions { Profile = TntProfile.Compat });
        Assert.That(parsed.Operands, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(
            parsed.Options,
            Is.EqualTo(new TntOptions
            {
                Profile = TntProfile.Compat,
                BruteForce = true,
                Verbose = true,
                PingCount = 3,
                FrplaThreshold = 4,
                Method = TraceMethod.UdpParis,
                RtlaThreshold = 2,
                FirstHop = 5,
            }));
    }

    [Test]
    public void Debug_level_of_tnt_is_no_option() => // D21
        Assert.That(TntOptions.Parse(["-d", "2"]).Error, Is.EqualTo("could not parse tnt command"));

    // D24
    [TestCase("-c 0", "-c failed: ping count must be within 1 - 65535")]
    [TestCase("-c 65536", "-c failed: ping count must be within 1 - 65535")]
    [TestCase("-f 0", "-f failed: frpla threshold must be at least 1")]
    [TestCase("-r -1", "-r failed: rtla threshold must be at least 1")]
    [TestCase("-s 0", "-s failed: first hop must be within 1 - 255")]
    [TestCase("-s 256", "-s failed: first hop must be within 1 - 255")]
    [TestCase("-m icmp", "-m failed: the method must be icmp-paris or udp-paris")]
    [TestCase("-b -b", "repeated option -b")]
    [TestCase("-f 3 -f 4", "repeated option -f")]
    [TestCase("-x", "could not parse tnt command")]
    [TestCase("-f", "could not parse tnt command")]
    [TestCase("-f3", "could not parse tnt command")]
    [TestCase("-f three", "could not parse tnt command")]
    [TestCase("--json", "could not parse tnt command")]
    public void What_is_wrong_is_refused_with_one_sentence(string line, string error)
    {
        ParsedOptions<TntOptions> parsed = TntOptions.Parse(line.Split(' '));
        Assert.That(parsed.Error, Is.EqualTo(error));
        Assert.That(parsed.Options, Is.Null);
    }

    [Test]
    public void Values_out_of_range_are_refused_where_they_enter()
    {
        var destination = HostAddress.Parse("20.0.9.9");
        Assert.That(() => new TntSession(destination, new TntOptions { Method = TraceMethod.Udp }), Throws.ArgumentException);
        Assert.That(() => new TntSession(destination, new TntOptions { PingCount = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TntSession(destination, new TntOptions { FrplaThreshold = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TntSession(destination, new TntOptions { RtlaThreshold = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TntSession(destination, new TntOptions { FirstHop = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TntSession(destination, new TntOptions { Budget = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TntSession(HostAddress.None, new TntOptions()), Throws.ArgumentException);
    }
}
