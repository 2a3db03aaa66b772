using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SentDatagramsTests
{
    private const ushort Port = 33435;

    private static readonly HostAddress There = HostAddress.Parse("198.51.100.7"), Elsewhere = HostAddress.Parse("198.51.100.8");

    private readonly SentDatagrams _sent = new();

    private TimeSpan _now;

    [Test]
    public void Finds_the_header_by_destination_and_port()
    {
        Add(Port, checksum: 1, start: 0x1111);
        Add(Port + 1, checksum: 2, start: 0x2222);

        Assert.That(Find(There, Port, ""), Is.EqualTo("8001829B000A0001"));
        Assert.That(Find(There, Port + 1, ""), Is.EqualTo("8001829C000A0002"));
    }

    [Test]
    public void What_was_not_sent_is_not_found()
    {
        Add(Port, checksum: 1, start: 0x1111);

        Assert.That(Find(There, Port + 1, ""), Is.Null);
        Assert.That(Find(Elsewhere, Port, ""), Is.Null);
    }

    [TestCase("1111", "0001")]
    [TestCase("2222", "0002")]
    [TestCase("3333", "0003")]
    [TestCase("3333FFFF", "0003", Description = "more is quoted")]
    [TestCase("", "0003", Description = "RFC 792: eight bytes are quoted")]
    [TestCase("33", "0003", Description = "half the word")]
    [TestCase("9999", "0003", Description = "rewritten on the way")]
    public void Tells_probes_of_one_flow_apart_by_what_is_quoted(string quoted, string checksum)
    {
        Add(Port, checksum: 1, start: 0x1111);
        Add(Port, checksum: 2, start: 0x2222);
        _now += TimeSpan.FromSeconds(2);
        Add(Port, checksum: 3, start: 0x3333);

        Assert.That(Find(There, Port, quoted), Does.EndWith(checksum));
    }

    [TestCase("", Description = "RFC 792: eight bytes are quoted")]
    [TestCase("9999", Description = "rewritten on the way")]
    public void What_can_be_about_more_than_one_is_not_guessed(string quoted)
    {
        Add(Port, checksum: 1, start: 0x1111);
        Add(Port, checksum: 2, start: 0x2222);

        Assert.That(Find(There, Port, quoted), Is.Null);
        Assert.That(Find(There, Port, "2222"), Does.EndWith("0002"), "told apart by what is quoted");
        Assert.That(Find(There, Port, quoted), Does.EndWith("0001"), "the other is answered");
    }

    [Test]
    public void After_a_second_a_datagram_without_answer_is_silent()
    {
        Add(Port, checksum: 1, start: 0x1111);
        _now += TimeSpan.FromSeconds(1);
        Add(Port, checksum: 2, start: 0x2222);

        Assert.That(Find(There, Port, ""), Does.EndWith("0002"));
        Assert.That(Find(There, Port, ""), Does.EndWith("0002"), "a duplicate");
    }

    [Test]
    public void Keeps_the_last_three_of_a_flow()
    {
        for (int i = 1; i <= 4; i++)
        {
            _now += TimeSpan.FromSeconds(2);
            Add(Port, checksum: (ushort)i, start: (ushort)(0x1111 * i));
        }

        Assert.That(Find(There, Port, "1111"), Does.EndWith("0004"), "forgotten: taken for the last");
        Assert.That(Find(There, Port, "2222"), Does.EndWith("0002"));
    }

    private void Add(int port, ushort checksum, ushort start) =>
        _sent.Add(There, Convert.FromHexString($"8001{port:X4}000A{checksum:X4}{start:X4}"), default(Timestamp) + _now);

    private string? Find(HostAddress destination, int port, string quoted)
    {
        byte[] header = new byte[8];
        return _sent.TryFind(destination, (ushort)port, Convert.FromHexString(quoted), default(Timestamp) + _now, header) ? Convert.ToHexString(header) : null;
    }
}
