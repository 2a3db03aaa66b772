using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>What TNT makes of a router that ends one tunnel and begins the next (D19).</summary>
[TestFixture]
public sealed class JuniperDemotionTests
{
    [TestCase(250, 60, true)]
    [TestCase(250, 250, false)]
    [TestCase(60, 60, false)]
    [TestCase(250, null, false)]
    public void Only_the_signature_of_junos_makes_it_an_lsr(int replyTtl, int? echoReplyTtl, bool isDemoted)
    {
        const HopDiscoveries Before = HopDiscoveries.Frpla | HopDiscoveries.Revealed | HopDiscoveries.Incomplete;
        Reply reply = new() { Address = HostAddress.Parse("20.0.4.1"), Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.Zero, ReplyTtl = (byte)replyTtl };
        TntSlot slot = new(new Hop { ProbeTtl = 4, Probes = [new ProbeOutcome { ProbeTtl = 4, Attempt = 1, Size = 44, Replies = [reply] }] })
        {
            EchoReplyTtl = (byte?)echoReplyTtl,
            Types = HopTypes.Egress | HopTypes.Explicit,
            Discoveries = Before,
        };
        Assert.That(JuniperDemotion.TryApply(slot), Is.EqualTo(isDemoted));
        Assert.That(slot.Types, Is.EqualTo(isDemoted ? HopTypes.Lsr : HopTypes.Egress | HopTypes.Explicit));
        Assert.That(slot.Discoveries, Is.EqualTo(isDemoted ? HopDiscoveries.Frpla : Before));
    }
}
