using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Which pairs strict suspects, in which order, and what it spends on the weak ones.</summary>
[TestFixture]
public sealed class StrictCandidatesTests
{
    private const string Before = "R1 255/255 | R2 254/254 | I 253/253";

    // One hidden router: an excess of 1, which TNT never follows.
    private const string Short = $"""
        D: {Before} | E 251/251 | N 251/251 | D ER 60/60
        E: {Before} | P1 252/252 | E ER 251/251
        P1: {Before} | P1 ER 252/252
        """;

    [Test]
    public void Rise_of_one_is_followed_while_the_budget_lasts()
    {
        ScriptedRun generous = new(Short, new TntOptions { Budget = 50 }, "D");
        Assert.That(generous.Findings, Does.StartWith("tunnel InvisiblePhp I@3 [P1:Unknown1] E@4 by Frpla Unknown NothingRevealed estimate 1\n"));
        Assert.That(generous.Results[0].Tunnels.Single().Evidence.Frpla, Is.EqualTo(1));
        Assert.That(ScriptedRun.Compat(Short), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(10)]
    public void Budget_bounds_what_is_spent_on_weak_evidence(int percent)
    {
        ScriptedRun thrifty = new(Short, new TntOptions { Budget = percent }, "D");
        ScriptedRun compat = new(Short, new TntOptions { Profile = TntProfile.Compat }, "D");
        Assert.That(thrifty.ProbesSent, Is.LessThanOrEqualTo(compat.ProbesSent * (100 + percent) / 100));
        Assert.That(thrifty.Findings, Is.Empty);
    }

    [Test]
    public void What_tnt_would_probe_is_probed_in_its_order()
    {
        const string Scenario = $"""
            D: {Before} | E 249/249 | N 248/248 | E2 243/243 | D ER 50/50
            E: {Before} | E ER 249/249
            N: {Before} | E 249/249 | N ER 248/248
            E2: {Before} | E 249/249 | N 248/248 | Q1 247/247 | E2 ER 243/243
            Q1: {Before} | E 249/249 | N 248/248 | Q1 ER 247/247
            """;
        ScriptedRun run = new(Scenario, new TntOptions { Budget = 0 }, "D");
        Assert.That(Traced(run), Is.EqualTo(new[] { "E", "N", "E2", "Q1" }));
        Assert.That(run.Results[0].Candidates.Select(candidate => candidate.Outcome), Is.EqualTo(new[] { RevelationOutcome.NothingRevealed, RevelationOutcome.NothingRevealed }));
        Assert.That(run.Results[0].Candidates[1].ExplainedExcess, Is.EqualTo(3));
    }

    [Test]
    public void Beyond_tnt_what_earlier_hops_explain_is_probed_last()
    {
        const string Scenario = $"""
            D: {Before} | E 249/249 | N 248/248 | E2 244/244 | D ER 50/50
            E: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | E ER 249/249
            P1: {Before} | P1 ER 252/252
            N: {Before} | E 249/249 | N ER 248/248
            E2: {Before} | E 249/249 | N 248/248 | Q1 247/247 | E2 ER 244/244
            Q1: {Before} | E 249/249 | N 248/248 | Q1 ER 247/247
            """;
        ScriptedRun run = new(Scenario, new TntOptions { Budget = 100 }, "D");
        Assert.That(Traced(run), Is.EqualTo(new[] { "E", "P1", "E2", "Q1", "N" }));
    }

    [Test]
    public void Residue_of_a_revealed_tunnel_is_not_worth_a_probe()
    {
        const string Scenario = $"""
            D: {Before} | E 246/246 | N 246/246 | Z 246/246 | D ER 60/60
            E: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | P4 249/249 | P5 248/248 | Q1 247/247 | E ER 246/246
            P1: {Before} | P1 ER 252/252
            """;
        ScriptedRun run = new(Scenario, new TntOptions { Budget = 0 }, "D");
        Assert.That(run.Requests.Count(request => request.Kind == TntRequestKind.RevelationTrace), Is.EqualTo(2));
        Assert.That(run.Results[0].Candidates, Has.Length.EqualTo(2).And.All.Property(nameof(TunnelCandidate.Outcome)).EqualTo(RevelationOutcome.OverBudget));
        Assert.That(run.Results[0].Tunnels.Single().AgreesWithEstimate, Is.True);
    }

    [Test]
    public void Excess_that_shows_behind_blind_routers_suspects_each_of_them()
    {
        // E starts at 64 and hides its return tunnel of four; N, one hop behind, shows the residue of three.
        const string Scenario = $"""
            D: {Before} | E 61/61 | N 248/248 | D ER 60/60
            N: {Before} | E 61/61 | N ER 248/248
            E: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | P4 249/249 | E ER 57/57
            P1: {Before} | P1 ER 252/252
            """;
        ScriptedRun run = new(Scenario, new TntOptions { Budget = 100 }, "D");
        Assert.That(run.Findings, Does.StartWith("tunnel InvisiblePhp I@3 [P1:Dpr1 P2:Dpr1 P3:Dpr1 P4:Dpr1] E@4 by Frpla Dpr NothingRevealed estimate 4\n"));
        Assert.That(ScriptedScenario.WithNames(run.Results[0].Tunnels[0].Evidence.Address.ToString()), Is.EqualTo("N"));
        Assert.That(ScriptedRun.Compat(Scenario), Does.Not.Contain("Invisible"));
    }

    [TestCase("D: R1 255/255 | R2 98/98 | I 253/253 | E 252/252 | D ER 60/60")]
    [TestCase("D: R1 255/255 | R2 199/199 | I 253/253 | E 252/252 | D ER 60/60")]
    [TestCase("D: R1 255/255 | R2 199/60 | I 253/253 | E 252/252 | D ER 60/60")]
    public void Router_with_an_unusual_initial_ttl_is_no_suspect(string scenario) // D9
    {
        ScriptedRun run = new(scenario, new TntOptions(), "D");
        Assert.That(run.Findings, Is.Empty);
        Assert.That(run.Requests, Has.None.Property(nameof(TntRequest.Kind)).EqualTo(TntRequestKind.RevelationTrace));
    }

    [TestCase("P1 252/- L17:1 | P2 251/- L18:1 | P3 250/- | P4 249/- L19:1 | E 248/-", "I@3 [P1 P2 P3 P4] E@8 or P3")]
    [TestCase("P1 252/- L17:1 | P3 250/- | P4 249/- L19:1 | E 248/-", "I@3 [P1 P3 P4] E@7 or P3")]
    [TestCase("P1 252/- L17:1 | P2 251/- q2 L18:1 | P3 250/- | P4 249/- L19:1 | E 248/-", "I@3 [P1 P2] P3@6")]
    [TestCase("P1 252/- L17:1 | P2 251/- L18:1 | P3 250/- | P4 249/- L19:1 | P5 248/- q2 L20:1 | E 247/-", "I@3 [P1 P2] P3@6")]
    [TestCase("P1 252/- L17:1 | P2 249/251 L18:1 | P3 250/- | P4 249/- L19:1 | E 248/-", "I@3 [P1 P2] P3@6")]
    [TestCase("P1 252/- L17:1 | P2 251/- L18:1 | P3 250/- | Q1 249/- L19:1 | E 248/-", "I@3 [P1 P2] P3@6")]
    public void Runs_around_an_unlabelled_router_are_split_on_evidence_only(string hops, string tunnel) // D19, P5
    {
        string[] findings = ScriptedRun.Strict($"D: {Before} | {hops} | D ER 57/58").Split('\n');
        Assert.That(findings[0], Is.EqualTo($"tunnel Explicit {tunnel} by Labels Seen"));
    }

    [TestCase("N", true)]
    [TestCase("Z", false)]
    public void Repeated_address_is_looked_at_again_before_it_counts(string second, bool isTunnel)
    {
        const string Path = $"{Before} | N 248/248 | N 248/248 | D ER 58/58";
        const string Scenario = $"D: {Path}\nN: {Before} | E 249/249 | N ER 248/248\nE: {Before} | E ER 249/249";
        CorpusNetwork network = new(ScriptedScenario.Parse(Scenario));
        CorpusNetwork changed = new(ScriptedScenario.Parse($"D: {Before} | N 248/248 | {second} 248/248 | D ER 58/58"));
        TntSession session = new(HostAddress.Parse("20.0.9.9"), new TntOptions { Budget = 100 });
        while (session.TryNext(out TntRequest? request))
        {
            if (request.TraceOptions is { } options)
            {
                bool isAgain = request.Kind == TntRequestKind.ConfirmingTrace && request.Destination == session.Destination;
                Assert.That(!isAgain || options is { FirstHop: 4, HopLimit: 5, Attempts: 5, AllAttempts: true });
                TntSession.OnTrace(request, (isAgain ? changed : network).Trace(request));
            }
            else
            {
                TntSession.OnPing(request, network.Ping(request));
            }
        }

        TntTrace result = session.ToTntTrace();
        Assert.That(result.Tunnels.Select(tunnel => tunnel.Kind), isTunnel ? Is.EqualTo(new[] { TunnelKind.InvisibleUhp }) : Is.Empty);
        Assert.That(result.Candidates.Select(candidate => candidate.Outcome), isTunnel ? Is.Empty : Is.EqualTo(new[] { RevelationOutcome.PathChanged }));
    }

    [TestCase(TntProfile.Strict, 2, 4, TestName = "Silent_address_is_asked_twice, the destination never: its trace tells the same")]
    [TestCase(TntProfile.Compat, 1, 5, TestName = "Silent_address_is_asked_once by compat")]
    public void Silent_address_is_asked_twice(TntProfile profile, int times, int all) // D27
    {
        ScriptedRun run = new($"D: {Before} | E 252/252 | D ER 60/60", new TntOptions { Profile = profile }, "D");
        Assert.That(run.Requests.Where(request => request.PingOptions is not null), Has.Exactly(all).Items, "but no other");
        ScriptedRun silent = new($"D: {Before} | E 252/- | D ER 60/60", new TntOptions { Profile = profile }, "D");
        Assert.That(
            silent.Requests.Count(request => request.PingOptions is not null && request.Destination == HostAddress.Parse(ScriptedScenario.Address("E"))),
            Is.EqualTo(times));
    }

    [Test]
    public void Silent_addresses_are_asked_twice_while_the_budget_lasts() // D27
    {
        const string Scenario = "D: R1 255/- | R2 254/- | I 253/- | E 252/- | D ER 60/60";
        Assert.That(new ScriptedRun(Scenario, new TntOptions { Budget = 0 }, "D").ProbesSent, Is.EqualTo(9));
        Assert.That(new ScriptedRun(Scenario, new TntOptions(), "D").ProbesSent, Is.EqualTo(11));
        Assert.That(new ScriptedRun(Scenario, new TntOptions { Budget = 100 }, "D").ProbesSent, Is.EqualTo(13));
    }

    [Test]
    public void Second_ping_of_another_destination_is_not_looked_at()
    {
        TntWork work = new(new TntOptions());
        HostAddress address = HostAddress.Parse("20.0.1.1");
        Assert.That(new SecondPings(work).EchoReplyTtl(address), Is.Null);
        work.Confirm([address], TimeSpan.FromSeconds(1), new ProbeAccount(new SessionMark()), [], static () => { });
        Assert.That(work.TryTake(out TntRequest? request));
        request!.Complete(new Ping
        {
            Destination = address,
            ProbesSent = 1,
            Probes = [new ProbeOutcome { ProbeTtl = 64, Attempt = 1, Size = 84, Replies = [new Reply { Address = address, Kind = ReplyKind.EchoReply, Rtt = TimeSpan.Zero, ReplyTtl = 60 }] }],
        });
        Assert.That(work.SecondEchoReplyTtl(address), Is.EqualTo(60));
        Assert.That(new SecondPings(work).EchoReplyTtl(address), Is.Null);
    }

    [Test]
    public void Routers_carry_the_trigger_of_the_trace_that_shows_them() // D28, P9
    {
        // D suspects E by RTLA, D2 by a label; the routers are revealed once.
        const string Scenario = $"""
            D: {Before} | E 249/61 | D ER 58/58
            D2: {Before} | E 249/61 L16001:250 | D2 ER 58/58
            E: {Before} | P1 252/252 | P2 251/251 | E ER 249/61
            P1: {Before} | P1 ER 252/252
            """;
        ScriptedRun run = new(Scenario, new TntOptions(), "D", "D2");
        Assert.That(run.Requests.Count(request => request.Kind == TntRequestKind.RevelationTrace), Is.EqualTo(2));
        foreach (TntTrace result in run.Results)
        {
            bool isOpaque = result.Tunnels.Single().Kind == TunnelKind.Opaque;
            HopTypes type = isOpaque ? HopTypes.Opaque : HopTypes.Invisible;
            HopDiscoveries trigger = isOpaque ? HopDiscoveries.LseTtl : HopDiscoveries.Rtla;
            IEnumerable<TntAnnotation> revealed = result.AnnotatedTrace.Hops.Select(hop => hop.Tnt!)
                .Where(bits => ((HopDiscoveries)bits.Discoveries).HasFlag(HopDiscoveries.Revealed));
            Assert.That(revealed.Select(bits => (HopTypes)bits.Types & HopTypes.Classes), Is.EqualTo(new[] { type, type }));
            Assert.That(revealed.Select(bits => (HopDiscoveries)bits.Discoveries & HopDiscoveries.Triggers), Is.EqualTo(new[] { trigger, trigger }));
        }
    }

    [Test]
    public void Return_tunnel_of_one_router_is_pinged_twice()
    {
        const string Scenario = $"""
            D: {Before} | E 251/61 | N 251/251 | D ER 60/60
            E: {Before} | P1 252/252 | E ER 251/61
            P1: {Before} | P1 ER 252/252
            """;
        ScriptedRun run = new(Scenario, new TntOptions(), "D");
        Assert.That(run.Requests.Count(request => request.Kind == TntRequestKind.ConfirmingPing), Is.EqualTo(1));
        Assert.That(run.Findings, Does.StartWith("tunnel InvisiblePhp I@3 [P1:Unknown1] E@4 by Rtla"));
        Assert.That(run.Results[0].OwnProbes, Is.EqualTo(run.ProbesSent));
    }

    [Test]
    public void Return_tunnel_of_one_router_that_two_pings_deny_is_none()
    {
        const string Scenario = $"D: {Before} | E 251/61 | N 251/251 | D ER 60/60\nE: {Before} | E ER 251/61";
        TntWork work = new(new TntOptions());
        CorpusNetwork network = new(ScriptedScenario.Parse(Scenario));
        TntSession session = new(HostAddress.Parse("20.0.9.9"), work, 1, static _ => { });
        while (work.TryTake(out TntRequest? request))
        {
            if (request.TraceOptions is not null)
            {
                request.Complete(network.Trace(request));
            }
            else
            {
                request.Complete(request.Kind == TntRequestKind.ConfirmingPing
                    ? new Ping { Destination = request.Destination, ProbesSent = 2 }
                    : network.Ping(request));
            }
        }

        Assert.That(session.ToTntTrace().Tunnels, Is.Empty);
        Assert.That(session.ToTntTrace().Candidates, Has.None.Property(nameof(TunnelCandidate.Trigger)).EqualTo(TunnelTrigger.Rtla));
    }

    [Test]
    public void Reserved_addresses_are_left_alone_unless_they_are_ordinary_here()
    {
        string scenario = $"D: {Before} | E 249/249 | D ER 58/58\nE: {Before} | P1 252/252 | E ER 249/249\nP1: {Before} | P1 ER 252/252";
        foreach (string name in (string[])["R1", "R2", "I", "E", "P1"])
        {
            scenario = scenario.Replace($"{name} ", $"{ScriptedScenario.Address(name).Replace("20.", "10.", StringComparison.Ordinal)} ", StringComparison.Ordinal)
                .Replace($"{name}:", $"{ScriptedScenario.Address(name).Replace("20.", "10.", StringComparison.Ordinal)}:", StringComparison.Ordinal);
        }

        ScriptedRun careful = new(scenario, new TntOptions(), "D");
        Assert.That(careful.Requests.Select(request => request.Destination.ToString()).Distinct(), Is.EqualTo(new[] { "20.0.9.9" }));
        ScriptedRun open = new(scenario, new TntOptions { AllowReserved = true }, "D");
        Assert.That(open.Results[0].Tunnels.Single().Kind, Is.EqualTo(TunnelKind.InvisiblePhp));
    }

    private static List<string> Traced(ScriptedRun run) =>
    [
        .. run.Requests.Where(request => request.Kind == TntRequestKind.RevelationTrace)
            .Select(request => ScriptedScenario.WithNames(request.Destination.ToString())),
    ];
}
