using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TunnelGradingTests
{
    [TestCase(TunnelKind.Explicit, null, null, false, false, TunnelGrade.Confirmed)]
    [TestCase(TunnelKind.Opaque, null, null, false, false, TunnelGrade.Confirmed)]
    [TestCase(TunnelKind.Implicit, null, null, false, false, TunnelGrade.Likely)]
    [TestCase(TunnelKind.Implicit, true, null, false, false, TunnelGrade.Confirmed)]
    [TestCase(TunnelKind.Implicit, false, null, false, false, TunnelGrade.Likely)]
    [TestCase(TunnelKind.InvisiblePhp, true, true, false, false, TunnelGrade.Confirmed)]
    [TestCase(TunnelKind.InvisiblePhp, false, true, true, false, TunnelGrade.Confirmed)]
    [TestCase(TunnelKind.InvisiblePhp, false, true, false, false, TunnelGrade.Likely)]
    [TestCase(TunnelKind.InvisiblePhp, null, true, false, false, TunnelGrade.Likely)]
    [TestCase(TunnelKind.InvisiblePhp, false, true, false, true, TunnelGrade.ExtraRoutersOnly)]
    [TestCase(TunnelKind.InvisiblePhp, true, true, false, true, TunnelGrade.Likely)]
    [TestCase(TunnelKind.InvisiblePhp, true, false, true, false, TunnelGrade.ExtraRoutersOnly)]
    [TestCase(TunnelKind.InvisibleUhp, null, true, false, false, TunnelGrade.Likely)]
    [TestCase(TunnelKind.InvisibleUhp, null, false, false, false, TunnelGrade.ExtraRoutersOnly)]
    public void Grade_follows_from_the_proofs(
        TunnelKind kind, bool? agrees, bool? isShared, bool hasLabels, bool isWeak, TunnelGrade grade)
    {
        Tunnel tunnel = new()
        {
            Kind = kind,
            Trigger = kind == TunnelKind.Implicit ? TunnelTrigger.QuotedTtl : TunnelTrigger.Frpla,
            Technique = TunnelTechnique.Dpr,
            Routers =
            [
                new TunnelRouter
                {
                    ProbeTtl = 4,
                    Technique = TunnelTechnique.Dpr,
                    LabelStack = hasLabels ? [LabelStackEntry.Create(16001, 0, true, 1)] : [],
                },
            ],
            AgreesWithEstimate = agrees,
            IsForwardPathShared = isShared,
            Evidence = new HopIndicators { Address = HostAddress.Parse("20.0.4.1"), ProbeTtl = 4, Kind = ReplyKind.TimeExceeded },
        };
        Assert.That(TunnelGrading.Evaluate(tunnel, isWeak), Is.EqualTo(grade));
    }

    [TestCase(false, true, TunnelGrade.Likely)]
    [TestCase(true, true, TunnelGrade.Likely)]
    [TestCase(false, false, TunnelGrade.ExtraRoutersOnly)]
    [TestCase(true, null, TunnelGrade.ExtraRoutersOnly)]
    public void Tunnel_on_a_path_that_was_not_looked_at_again_is_less(bool hasLabels, bool? isShared, TunnelGrade grade)
    {
        Tunnel tunnel = new()
        {
            Kind = TunnelKind.InvisiblePhp,
            Trigger = TunnelTrigger.Frpla,
            Technique = TunnelTechnique.Dpr,
            Routers = [new TunnelRouter { ProbeTtl = 4, Technique = TunnelTechnique.Dpr, LabelStack = hasLabels ? [LabelStackEntry.Create(16001, 0, true, 1)] : [] }],
            AgreesWithEstimate = true,
            IsForwardPathShared = isShared,
            IsPathConfirmed = false,
            Evidence = new HopIndicators { Address = HostAddress.Parse("20.0.4.1"), ProbeTtl = 4, Kind = ReplyKind.TimeExceeded },
        };
        Assert.That(TunnelGrading.Evaluate(tunnel, isWeak: false), Is.EqualTo(grade));
        Assert.That(TunnelGrading.Evaluate(tunnel with { AgreesWithEstimate = null, Routers = [] }, isWeak: false), Is.EqualTo(TunnelGrade.ExtraRoutersOnly));
    }

    [Test]
    public void Labelled_run_that_meets_a_router_twice_is_likely_only()
    {
        const string Scenario = "D: R1 255/255 | R2 254/254 | I 253/253 | P1 252/252 L17:1 | P1 251/252 L17:1 | E 250/250 | D ER 58/58";
        Assert.That(new ScriptedRun(Scenario, new TntOptions(), "D").Results[0].Tunnels.Single().Grade, Is.EqualTo(TunnelGrade.Likely));
    }

    [Test]
    public void Revelation_over_another_way_to_the_ingress_shows_extra_routers_only() // D13
    {
        const string Scenario = """
            D: R1 255/255 | R2 254/254 | I 253/253 | E 249/249 | D ER 58/58
            E: R1 255/255 | Z 254/254 | I 253/253 | P1 252/252 | P2 251/251 | P3 250/250 | E ER 249/249
            P1: R1 255/255 | R2 254/254 | I 253/253 | P1 ER 252/252
            """;
        Tunnel tunnel = new ScriptedRun(Scenario, new TntOptions(), "D").Results[0].Tunnels.Single();
        Assert.That(tunnel.IsForwardPathShared, Is.False);
        Assert.That(tunnel.AgreesWithEstimate, Is.True);
        Assert.That(tunnel.Grade, Is.EqualTo(TunnelGrade.ExtraRoutersOnly));
    }
}
