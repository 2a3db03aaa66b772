using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>The strict rules, one behaviour each, beside what TNT 5.0 says of the same network where that differs.</summary>
[TestFixture]
public sealed class StrictRulesTests
{
    private const string Before = "R1 255/255 | R2 254/254 | I 253/253";

    [Test]
    public void Reveals_every_hidden_tunnel_of_a_path() // D1
    {
        const string Scenario = $"""
            D: {Before} | E 249/249 | N 248/248 | E2 244/244 | D ER 50/50
            E: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | E ER 249/249
            P1: {Before} | P1 ER 252/252
            E2: {Before} | E 249/249 | N 248/248 | Q1 247/247 | Q2 246/246 | E2 ER 244/244
            Q1: {Before} | E 249/249 | N 248/248 | Q1 ER 247/247
            N: {Before} | E 249/249 | N ER 248/248
            """;
        Assert.That(ScriptedRun.Strict(Scenario), Is.EqualTo("""
            tunnel InvisiblePhp I@3 [P1:Dpr1 P2:Dpr1 P3:Dpr1] E@4 by Frpla Dpr NothingRevealed estimate 3
            tunnel InvisiblePhp N@5 [Q1:Dpr1 Q2:Dpr1] E2@6 by Frpla Dpr NothingRevealed estimate 5
            candidate E@4 -> N@5 Frpla OverBudget

            """));
        Assert.That(ScriptedRun.Compat(Scenario), Is.EqualTo("""
            tunnel InvisiblePhp I@3 [P1:Dpr1 P2:Dpr1 P3:Dpr1] E@4 by Frpla Dpr NothingRevealed estimate 3

            """));
    }

    [Test]
    public void Trace_that_avoids_an_earlier_tunnel_too_still_proves_the_later_one()
    {
        const string Scenario = $"""
            D: {Before} | E 249/249 | N 248/248 | E2 244/244 | D ER 50/50
            E: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | E ER 249/249
            P1: {Before} | P1 ER 252/252
            E2: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | E 249/249 | N 248/248 | Q1 247/247 | E2 ER 244/244
            Q1: {Before} | P1 252/252 | P2 251/251 | P3 250/250 | E 249/249 | N 248/248 | Q1 ER 247/247
            """;
        Assert.That(
            new ScriptedRun(Scenario, new TntOptions { Budget = 100 }, "D").Findings,
            Does.Contain("tunnel InvisiblePhp N@5 [Q1:Unknown1] E2@6 by Frpla Unknown NothingRevealed"));
    }

    [Test]
    public void Uses_labels_beside_another_extension_object() => // D2
        Assert.That(
            ScriptedScenario.WithNames(FindingsText.Of(new CorpusRun(CorpusCase.Named("X85"), TntProfile.Strict).Result)),
            Is.EqualTo("  tunnel Explicit I@3 [P1 P2 P3] E@7 by Labels Seen\n"));

    [Test]
    public void Odd_or_rising_u_turns_are_no_evidence() // D6, P8
    {
        Assert.That(ScriptedRun.Strict($"D: {Before} | P1 249/252 | E 251/251 | N 250/250 | D ER 56/58"), Does.Not.Contain("tunnel"));
        Assert.That(ScriptedRun.Strict($"D: {Before} | P1 252/249 | E 251/251 | N 250/250 | D ER 56/58"), Does.Not.Contain("tunnel"));
        Assert.That(ScriptedRun.Strict($"D: {Before} | P1 250/252 | P2 247/251 | N 250/250 | D ER 56/58"), Does.Not.Contain("tunnel"));
    }

    [Test]
    public void Lone_u_turn_of_two_is_a_candidate() => // D6
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 250/252 | E 251/251 | N 250/250 | D ER 56/58"),
            Is.EqualTo("candidate I@3 -> E@5 UTurn NotAttempted\n"));

    [Test]
    public void U_turns_falling_by_two_are_a_tunnel_even_around_a_silent_router() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 246/252 | * | P3 248/250 | E 249/249 | N 248/248 | D ER 56/58"),
            Is.EqualTo("tunnel Implicit I@3 [P1 - P3] E@7 by UTurn Seen\n"));

    [Test]
    public void U_turns_whose_echo_replies_take_ways_of_their_own_are_chance() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 246/250 | P2 248/250 | E 249/249 | D ER 56/58"),
            Does.Not.Contain("tunnel"),
            "the second is no farther away than the first");

    [Test]
    public void U_turn_never_overwrites_a_revealed_egress() => // D5
        Assert.That(
            ScriptedScenario.WithNames(FindingsText.Of(new CorpusRun(CorpusCase.Named("X74"), TntProfile.Strict).Result)),
            Does.StartWith("  tunnel InvisiblePhp I@3 [P1:Dpr1 P2:Dpr1 P3:Dpr1] E@4 by Frpla"));

    [Test]
    public void Implicit_egress_without_u_turn_has_two_readings() => // D7
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- | P2 251/- q2 | P3 250/- q3 | E 249/249 | N 248/248 | D ER 56/58"),
            Is.EqualTo("tunnel Implicit I@3 [P1 P2 P3] E@7 or N by QuotedTtl Seen\n"));

    [Test]
    public void Implicit_egress_is_where_the_u_turn_ends() => // D7
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 246/252 | P2 247/251 q2 | P3 248/250 q3 | E 249/249 | N 248/248 | D ER 56/58"),
            Is.EqualTo("tunnel Implicit I@3 [P1 P2 P3] E@7 by QuotedTtl Seen estimate 3\n"));

    [Test]
    public void Penultimate_router_that_pops_before_its_check_is_inside_by_the_u_turn() => // D7
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 246/252 | P2 247/251 q2 | P3 248/250 | E 249/249 | N 248/248 | D ER 56/58"),
            Is.EqualTo("tunnel Implicit I@3 [P1 P2 P3] E@7 by QuotedTtl Seen estimate 3\n"));

    [Test]
    public void Router_that_shows_only_explicit_null_is_the_egress() => // D7
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/252 L16001:1 | P2 251/251 q2 L16001:1 | E 250/250 q3 L0:1 | N 249/249 | D ER 57/58"),
            Is.EqualTo("tunnel Explicit I@3 [P1 P2] E@6 by Labels Seen\n"));

    [Test]
    public void Router_that_shows_only_the_inner_label_is_the_egress() => // D7
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/252 L16001:1+500:1 | P2 251/251 q2 L16002:1+500:1 | E 250/250 q3 L500:1 | N 249/249 | D ER 57/58"),
            Is.EqualTo("tunnel Explicit I@3 [P1 P2] E@6 by Labels Seen\n"));

    [Test]
    public void Quoted_ttl_counts_the_silent_routers() // D8
    {
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- | * | P3 250/- q3 | E 249/249 | D ER 56/58"),
            Is.EqualTo("tunnel Implicit I@3 [P1 - P3] E@7 or D by QuotedTtl Seen\n"));
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | * | * | P3 250/- q3 L16001:1 | E 249/249 | D ER 56/58"),
            Is.EqualTo("tunnel Explicit I@3 [- - P3] E@7 by Labels Seen\n"));
    }

    [Test]
    public void Quoted_ttl_that_fits_no_tunnel_is_a_candidate() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/252 | P2 251/251 | P3 250/250 q7 | E 249/249 | D ER 57/58"),
            Is.EqualTo("candidate P2@5 -> P3@6 QuotedTtl NotAttempted\n"));

    [Test]
    public void Tunnels_back_to_back_are_told_apart_by_the_restart_of_the_quoted_ttl() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- L17:1 | P2 251/- q2 L17:1 | E 250/- q3 L18:1 | Q1 249/- L19:1 | Q2 248/- q2 L19:1 | E2 247/- | D ER 57/58"),
            Is.EqualTo("tunnel Explicit I@3 [P1 P2] E@6 by Labels Seen\ntunnel Explicit E@6 [Q1 Q2] E2@9 by Labels Seen\n"));

    [Test]
    public void Unlabelled_router_is_inside_when_the_count_goes_on_behind_it() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- L17:1 | P2 251/- q2 L17:1 | P3 250/- | P4 249/- q4 L19:1 | E 248/- | D ER 57/58"),
            Is.EqualTo("tunnel Explicit I@3 [P1 P2 P3 P4] E@8 by Labels Seen\n"));

    [Test]
    public void Pipe_inside_a_labelled_run_is_not_opaque() => // D18
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- L17:1 | P2 251/- q2 L18:250 | P3 250/- q3 L19:1 | E 249/- | D ER 57/58"),
            Is.EqualTo("tunnel Explicit I@3 [P1 P2 P3] E@7 by Labels Seen\n"));

    [Test]
    public void Opaque_tunnel_stays_a_tunnel_when_nothing_is_revealed() =>
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | E 247/247 L16001:250 | N 252/252 | D ER 58/58\nE: {Before} | E ER 247/247"),
            Is.EqualTo("tunnel Opaque I@3 [] E@4 by OpaqueTtl Seen NothingRevealed estimate 5\n"));

    [Test]
    public void Unknown_reply_ttl_is_no_return_path() // D9
    {
        Trace trace = OfUnknownTtls();
        TntSession session = new(trace.Destination, new TntOptions());
        Assert.That(session.TryNext(out TntRequest? request));
        TntSession.OnTrace(request!, trace);
        while (session.TryNext(out TntRequest? ping))
        {
            Assert.That(ping.Kind, Is.AnyOf(TntRequestKind.FingerprintPing, TntRequestKind.ConfirmingPing));
            TntSession.OnPing(ping, new Ping { Destination = ping.Destination });
        }

        Assert.That(session.ToTntTrace().Tunnels, Is.Empty);
        Assert.That(session.ToTntTrace().Candidates, Is.Empty);
    }

    [Test]
    public void Probes_are_counted_where_they_are_sent() // D10
    {
        foreach (CorpusCase corpusCase in CorpusCase.All)
        {
            foreach (TntProfile profile in Enum.GetValues<TntProfile>())
            {
                CorpusRun run = new(corpusCase, profile);
                Assert.That(run.Result.OwnProbes, Is.EqualTo(run.ProbesSent), $"{corpusCase} {profile}");
                Assert.That(run.Result.SharedProbes, Is.Zero);
            }
        }
    }

    [Test]
    public void Buddy_is_tried_once_unless_it_helped() // D11
    {
        CorpusRun run = new(CorpusCase.Named("X34"), TntProfile.Strict);
        Assert.That(run.Commands, Has.None.Contains("udp-paris"));
        Assert.That(run.Result.Tunnels[0].IsEgressAssumed);
    }

    [Test]
    public void Both_partners_of_a_link_are_tried() // D12, P7
    {
        const string Scenario = $"""
            D: {Before} | N 248/248 | N 248/248 | D ER 58/58
            N: {Before} | N ER 248/248
            udp N0: {Before} | E PU 249/249
            E: {Before} | E ER 249/249
            """;
        Assert.That(
            new ScriptedRun(Scenario, new TntOptions { Budget = 100 }, "D").Findings,
            Does.StartWith("tunnel InvisibleUhp I@3 [] E@ by DuplicateAddress Buddy"));
        Assert.That(ScriptedRun.Compat(Scenario), Does.Not.Contain("tunnel"));
    }

    [Test]
    public void Ingress_met_at_another_distance_proves_nothing() // D13
    {
        const string Scenario = $"""
            D: {Before} | E 249/249 | D ER 58/58
            E: R1 255/255 | R2 254/254 | Z 253/253 | I 252/252 | P1 252/252 | P2 251/251 | E ER 249/249
            """;
        Assert.That(ScriptedRun.Strict(Scenario), Is.EqualTo("candidate I@3 -> E@4 Frpla PathChanged\n"));
        Assert.That(ScriptedRun.Compat(Scenario), Does.StartWith("tunnel InvisiblePhp I@3"));
    }

    [Test]
    public void Repeated_routers_are_cut_and_end_the_recursion() => // D14
        Assert.That(
            ScriptedScenario.WithNames(FindingsText.Of(new CorpusRun(CorpusCase.Named("X33"), TntProfile.Strict).Result)),
            Does.StartWith("  tunnel InvisiblePhp I@3 [P2:Brpr2 P3:Brpr1] E@4 incomplete?"));

    [Test]
    public void Silent_ingress_keeps_what_is_known_of_the_revelation() => // D15, P4
        Assert.That(
            ScriptedRun.Strict($"""
                D: R1 255/255 | R2 254/254 | * | E 249/249 | D ER 58/58
                E: R1 255/255 | R2 254/254 | * | * | P2 251/251 | P3 250/250 | E ER 249/249
                """),
            Is.EqualTo("tunnel InvisiblePhp -@3 [- P2:Dpr1 P3:Dpr1] E@4 incomplete? by Frpla Dpr Revealed estimate 3\n"));

    [Test]
    public void Silence_before_the_egress_is_no_router()
    {
        const string Scenario = $"D: {Before} | E 249/249 | D ER 58/58\nE: {Before} | * | E ER 249/249";
        Assert.That(ScriptedRun.Strict(Scenario), Is.EqualTo("candidate I@3 -> E@4 Frpla NothingRevealed\n"));
        Assert.That(ScriptedRun.Compat(Scenario), Does.StartWith("tunnel"));
    }

    [Test]
    public void Unreachables_that_start_at_255_are_judged_too() // D16
    {
        const string Scenario = $"D: {Before} | E HU 249/249\nE: {Before} | P1 252/252 | E ER 249/249\nP1: {Before} | P1 ER 252/252";
        ScriptedRun run = new(Scenario, new TntOptions { Budget = 100 }, "D");
        Assert.That(run.Findings, Does.StartWith("tunnel InvisiblePhp I@3 [P1:Unknown1] E@4 by Frpla"));
        Assert.That(ScriptedRun.Compat(Scenario), Is.Empty);
    }

    [Test]
    public void Return_tunnel_length_of_zero_is_no_veto() => // D17
        Assert.That(
            ScriptedRun.Strict($"""
                D: {Before} | E 247/56 | D ER 58/58
                E: {Before} | P1 252/252 | P2 251/251 | E ER 247/56
                P1: {Before} | P1 ER 252/252
                """),
            Does.StartWith("tunnel InvisiblePhp I@3 [P1:Dpr1 P2:Dpr1] E@4 by Frpla"));

    [Test]
    public void Failed_attempt_with_a_silent_ingress_leaves_no_phantom() // D30
    {
        const string Scenario = $"""
            D: R1 255/255 | R2 254/254 | * | E 249/249 | D ER 58/58
            D2: R1 255/255 | R2 254/254 | E 249/249 | D2 ER 58/58
            E: R1 255/255 | R2 254/254 | E ER 249/249
            """;
        ScriptedRun strict = new(Scenario, new TntOptions(), "D", "D2");
        Assert.That(strict.Results.SelectMany(result => result.Tunnels), Is.Empty);
        ScriptedRun compat = new(Scenario, new TntOptions { Profile = TntProfile.Compat }, "D", "D2");
        Assert.That(compat.Results.SelectMany(result => result.Tunnels).Single().Routers.Single().Address, Is.Null);
    }

    private static Trace OfUnknownTtls()
    {
        Hop HopAt(byte ttl) => new()
        {
            ProbeTtl = ttl,
            Probes =
            [
                new ProbeOutcome
                {
                    ProbeTtl = ttl,
                    Attempt = 1,
                    Size = 44,
                    Replies = [new Reply { Address = HostAddress.FromIPv4(0x14000000u + ttl), Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.Zero }],
                },
            ],
        };

        return new Trace
        {
            Destination = HostAddress.Parse("20.0.9.9"),
            Method = TraceMethod.IcmpParis,
            HopCount = 5,
            Hops = [HopAt(1), HopAt(2), HopAt(3), HopAt(4), HopAt(5)],
            StopReason = StopReason.GapLimit,
        };
    }
}
