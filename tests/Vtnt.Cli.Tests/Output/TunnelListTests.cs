using Vtnt.Mpls;
using Vtnt.Probing;
using static Vtnt.Cli.Tests.Made;

namespace Vtnt.Cli.Tests;

public sealed class TunnelListTests
{
    private static readonly HopIndicators Evidence = new()
    {
        Address = Address("198.51.100.4"),
        ProbeTtl = 4,
        Kind = ReplyKind.TimeExceeded,
        ReplyTtl = 249,
        EchoReplyTtl = 61,
        QuotedTtl = 1,
        Frpla = 3,
        Rtla = 3,
        UTurn = 3,
    };

    private static readonly Tunnel Hidden = new()
    {
        Kind = TunnelKind.InvisiblePhp,
        Ingress = Address("198.51.100.3"),
        IngressHop = 3,
        Egress = Address("198.51.100.4"),
        EgressHop = 4,
        Routers = [new TunnelRouter { Address = Address("198.51.100.33"), Technique = TunnelTechnique.Dpr, Step = 2, ProbeTtl = 4 }],
        Trigger = TunnelTrigger.Frpla,
        Technique = TunnelTechnique.Dpr,
        LastOutcome = RevelationOutcome.NothingRevealed,
        EstimatedLength = 3,
        EstimateIsOf = EstimatedPath.Return,
        AgreesWithEstimate = false,
        Grade = TunnelGrade.Likely,
        Evidence = Evidence,
    };

    private static readonly TunnelCandidate Candidate = new()
    {
        Ingress = Address("198.51.100.3"),
        IngressHop = 3,
        Egress = Address("198.51.100.4"),
        EgressHop = 4,
        Trigger = TunnelTrigger.Frpla,
        Outcome = RevelationOutcome.NothingRevealed,
        Evidence = Evidence,
    };

    [Test]
    public void A_tunnel_is_its_kind_its_ends_its_routers_and_its_evidence() =>
        Assert.That(Text(Hidden), Is.EqualTo(
            """

            invisible tunnel (PHP): nothing shows between ingress and egress
              path       198.51.100.3 → 198.51.100.4
              routers    1 hidden router revealed by DPR (direct path revelation) in 2 traces
              evidence   FRPLA +3 at hop 4: reply TTL 249 came 7 hops back where 4 lead there; RTLA 3
              estimate   3 routers on the way back, not as many as found
              proof      likely: the evidence fits what was found, without a second proof
              complete   yes: the last trace found nothing more

            """));

    [TestCase(TunnelTrigger.Labels, "hop 4 reports label 24001, whose TTL 252 expired there (RFC 4950)")]
    [TestCase(TunnelTrigger.QuotedTtl, "hop 4 quotes a probe with TTL 1, where 1 is left outside a tunnel")]
    [TestCase(TunnelTrigger.UTurn, "u-turn +3 at hop 4: its error came back over 7 hops (TTL 249), its echo reply over 4 (TTL 61)")]
    [TestCase(TunnelTrigger.OpaqueTtl, "hop 4 reports label 24001 with TTL 252 left; FRPLA +3; RTLA 3")]
    [TestCase(TunnelTrigger.DuplicateAddress, "hops 3 and 4 answer from the same address 198.51.100.4; FRPLA +3; RTLA 3")]
    [TestCase(TunnelTrigger.Rtla, "RTLA 3 at hop 4: its error came back over 7 hops (TTL 249), its echo reply over 4 (TTL 61); FRPLA +3")]
    [TestCase(TunnelTrigger.BruteForce, "none; every pair of hops was tried")]
    public void Every_trigger_shows_its_numbers(TunnelTrigger trigger, string evidence)
    {
        HopIndicators labelled = Evidence with { LabelStack = [LabelStackEntry.Create(24001, 0, true, 252)] };
        Assert.That(Text(Hidden with { Trigger = trigger, Evidence = labelled }), Does.Contain($"  evidence   {evidence}\n"));
    }

    [TestCase(RevelationOutcome.Revealed, false, "yes: the last trace left no address to go on with")]
    [TestCase(RevelationOutcome.TargetNotReached, true, "perhaps not: the trace did not reach its target")]
    [TestCase(RevelationOutcome.IngressNotFound, true, "perhaps not: the trace took another way: the ingress was not on it")]
    [TestCase(RevelationOutcome.PathChanged, true, "perhaps not: the path changed: the ingress was met at another distance")]
    [TestCase(RevelationOutcome.Unfinished, true, "perhaps not: not finished: a limit was reached or the run was halted")]
    [TestCase(null, true, "perhaps not: more routers may be hidden")]
    public void Whether_more_may_be_hidden_is_said(RevelationOutcome? outcome, bool isPossiblyIncomplete, string text) =>
        Assert.That(
            Text(Hidden with { LastOutcome = outcome, IsPossiblyIncomplete = isPossiblyIncomplete }),
            Does.Contain($"  complete   {text}\n"));

    [Test]
    public void An_opaque_tunnel_whose_routers_stay_hidden_is_not_complete()
    {
        string text = Text(Hidden with { Kind = TunnelKind.Opaque, Routers = [], Trigger = TunnelTrigger.OpaqueTtl });
        Assert.That(text, Does.Contain("  routers    none known\n"));
        Assert.That(text, Does.Contain("  complete   no: nothing hidden was found\n"));
    }

    [Test]
    public void Seen_and_revealed_routers_are_counted_apart()
    {
        TunnelRouter seen = new() { Address = Address("198.51.100.34"), Technique = TunnelTechnique.Seen, ProbeTtl = 4 };
        string text = Text(Hidden with { Routers = [seen, .. Hidden.Routers], Technique = TunnelTechnique.Unknown });
        Assert.That(text, Does.Contain("  routers    1 router seen, 1 hidden router revealed by DPR or BRPR in 2 traces\n"));
    }

    [Test]
    public void A_hidden_egress_is_counted_with_the_routers()
    {
        Tunnel tunnel = Hidden with { Kind = TunnelKind.InvisibleUhp, EgressHop = null, IsEgressAssumed = true };
        Assert.That(Text(tunnel), Does.Contain("1 hidden router and the egress revealed by"));
        Assert.That(Text(tunnel), Does.Contain("  egress     assumed: the last router revealed"));
        Assert.That(
            Text(tunnel with { Routers = [], Technique = TunnelTechnique.Buddy }),
            Does.Contain("none between; the egress revealed by buddy address (the other end of the link)"));
    }

    [Test]
    public void The_other_reading_of_the_end_is_named() =>
        Assert.That(
            Text(Hidden with { Kind = TunnelKind.Implicit, OtherEgress = Address("198.51.100.5") }),
            Does.Contain("  egress     may also be 198.51.100.5: the quoted TTLs allow both\n"));

    [Test]
    public void Silent_ends_are_named_by_their_hop()
    {
        Assert.That(Text(Hidden with { Ingress = null, Egress = null }), Does.Contain("path       silent hop 3 → silent hop 4\n"));
        Assert.That(
            Text(Hidden with { Ingress = null, IngressHop = null, Egress = null, EgressHop = null }),
            Does.Contain("path       before the first hop → not reached\n"));
    }

    [TestCase(TunnelGrade.Confirmed, true, "confirmed")]
    [TestCase(TunnelGrade.Likely, true, "likely: the evidence fits what was found, without a second proof")]
    [TestCase(TunnelGrade.ExtraRoutersOnly, true, "weak: routers appeared, but the route to the egress itself may simply differ")]
    [TestCase(TunnelGrade.ExtraRoutersOnly, false, "weak: routers appeared, but on another way to the ingress")]
    public void How_well_it_is_proven_is_said(TunnelGrade grade, bool isShared, string text) =>
        Assert.That(Text(Hidden with { Grade = grade, IsForwardPathShared = isShared }), Does.Contain($"  proof      {text}\n"));

    [TestCase(false, true)]
    [TestCase(true, null)]
    public void Where_the_budget_ended_before_the_check_is_said(bool isConfirmed, bool? isShared) =>
        Assert.That(
            Text(Hidden with { Grade = TunnelGrade.ExtraRoutersOnly, IsPathConfirmed = isConfirmed, IsForwardPathShared = isShared }),
            Does.Contain("  proof      weak: routers appeared, and the budget ended before the path was checked\n"));

    [Test]
    public void An_excess_that_earlier_hops_explain_is_told()
    {
        Assert.That(Text(Hidden with { ExplainedExcess = 1 }), Does.Contain("where 4 lead there, +1 of it already before; RTLA 3\n"));
        Assert.That(Text(Hidden with { ExplainedExcess = 0 }), Does.Contain("where 4 lead there; RTLA 3\n"));
        Assert.That(Text(Candidate with { ExplainedExcess = 2 }), Does.Contain("FRPLA +3 (+2 before)  nothing"));
    }

    [Test]
    public void Evidence_of_a_later_hop_names_it() =>
        Assert.That(Text(Candidate with { Evidence = Evidence with { ProbeTtl = 6 } }), Does.Contain("FRPLA +3 at hop 6  nothing"));

    [TestCase(TunnelTrigger.Frpla, RevelationOutcome.OverBudget, "FRPLA +3  not tried to the end: too little of the budget was left")]
    [TestCase(TunnelTrigger.Frpla, RevelationOutcome.NothingRevealed, "FRPLA +3  nothing hidden was found")]
    [TestCase(TunnelTrigger.Rtla, RevelationOutcome.IngressNotFound, "RTLA 3    the trace took another way: the ingress was not on it")]
    [TestCase(TunnelTrigger.UTurn, RevelationOutcome.NotAttempted, "u-turn +3  not tried: too weak, and no probe can make it stronger")]
    public void A_suspicion_that_came_to_nothing_is_one_line(TunnelTrigger trigger, RevelationOutcome outcome, string text) =>
        Assert.That(Text(Candidate with { Trigger = trigger, Outcome = outcome }).Split('\n')[^2], Is.EqualTo(
            $"   3-4  198.51.100.3 → 198.51.100.4  {text}"));

    [Test]
    public void A_suspected_ingress_may_be_silent()
    {
        Assert.That(Text(Candidate with { IsIngressSilent = true }), Does.Contain("* behind 198.51.100.3 → 198.51.100.4"));
        Assert.That(Text(Candidate with { Ingress = null, IngressHop = null }), Does.Contain(" -4  before the first hop → 198.51.100.4"));
    }

    private static string Text(Tunnel tunnel) => Text(Empty() with { Tunnels = [tunnel] });

    private static string Text(TunnelCandidate candidate) => Text(Empty() with { Candidates = [candidate] });

    private static TntTrace Empty() => new()
    {
        Trace = Trace("198.51.100.9"),
        AnnotatedTrace = Trace("198.51.100.9"),
        Profile = TntProfile.Strict,
        Rules = "strict/1",
    };

    private static string Text(TntTrace trace)
    {
        using StringWriter output = new() { NewLine = "\n" };
        TunnelList.Write(trace, new ViewOptions(), output);
        return output.ToString();
    }
}
