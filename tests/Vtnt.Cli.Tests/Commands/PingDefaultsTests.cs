using Vtnt.Probing;

namespace Vtnt.Cli.Tests.Commands;

internal sealed class PingDefaultsTests
{
    private static PingOptions Filled(PingOptions options, int seed = 1) => PingDefaults.Fill(options, 0x12345, new Random(seed));

    [TestCase(PingMethod.IcmpEcho, 0x2345)]
    [TestCase(PingMethod.IcmpTime, 0x2345)]
    [TestCase(PingMethod.Udp, 0xA345)]
    [TestCase(PingMethod.TcpSyn, 0xA345)]
    public void The_identifier_is_the_process(PingMethod method, int expected) =>
        Assert.That(Filled(new() { Method = method }).SourcePort, Is.EqualTo(expected));

    [TestCase(PingMethod.TcpSyn, false)]
    [TestCase(PingMethod.TcpRst, false)]
    [TestCase(PingMethod.TcpAck, true)]
    [TestCase(PingMethod.TcpSynAck, true)]
    [TestCase(PingMethod.TcpAckSourcePort, true)]
    public void A_number_is_acknowledged_where_the_segment_says_so(PingMethod method, bool expected) =>
        Assert.That(Filled(new() { Method = method }).TcpAcknowledgement is not null, Is.EqualTo(expected));

    [Test]
    public void What_is_given_stays()
    {
        var given = new PingOptions { Method = PingMethod.TcpAck, SourcePort = 1, FirstIpId = 2, TcpSequence = 3, TcpAcknowledgement = 4 };
        Assert.That(Filled(given), Is.EqualTo(given));
    }

    [Test]
    public void What_is_drawn_differs_from_run_to_run()
    {
        PingOptions one = Filled(new(), seed: 1), other = Filled(new(), seed: 2);
        Assert.That((one.FirstIpId, one.TcpSequence), Is.Not.EqualTo((other.FirstIpId, other.TcpSequence)));
        Assert.That(one.FirstIpId, Is.Not.Zero);
    }
}
