using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Defects of TNT and PyTNT that have no rule of their own: strict avoids them by the way it is built.</summary>
[TestFixture]
public sealed class DefectTests
{
    private const string Before = "R1 255/255 | R2 254/254 | I 253/253";

    [Test]
    public void Silent_router_behind_an_opaque_ingress_has_a_hidden_number() // D23
    {
        CorpusCase corpusCase = CorpusCase.Named("X59");
        Assert.That(Columns(new CorpusRun(corpusCase, TntProfile.Strict).Result), Does.Contain("H1").And.Contain("H2").And.Contain("H3"));
        Assert.That(Columns(new CorpusRun(corpusCase, TntProfile.Compat).Result), Does.Not.Contain("H3"));
    }

    [Test]
    public void Hidden_numbers_are_not_cut() // D23
    {
        string routers = string.Join(" | ", Enumerable.Range(1, 110).Select(number => $"20.3.{number}.1 {252 - number}/{252 - number}"));
        string scenario = $"D: {Before} | E 140/140 | D ER 58/58\nE: {Before} | {routers} | E ER 140/140\n20.3.1.1: {Before} | 20.3.1.1 ER 251/251";
        ScriptedRun run = new(scenario, new TntOptions { FrplaThreshold = 1, BruteForce = true }, "D");
        Assert.That(run.Results[0].Tunnels.Single().Routers, Has.Length.EqualTo(110));
        Assert.That(Columns(run.Results[0]), Does.Contain("H110"));
    }

    [Test]
    public void Destinations_of_both_families_keep_their_order_and_repetitions() // D24, P14
    {
        TntWork work = new(new TntOptions());
        string[] destinations = ["20.0.9.9", "2001:db8::9", "20.0.9.8", "20.0.9.9"];
        List<TntTrace> results = [];
        uint userId = 0;
        foreach (string destination in destinations)
        {
            _ = new TntSession(HostAddress.Parse(destination), work, ++userId, session => results.Add(session.ToTntTrace()));
        }

        while (work.TryTake(out TntRequest? request))
        {
            request.Complete(new Trace { Destination = request.Destination, Method = TraceMethod.IcmpParis, UserId = request.TraceOptions!.UserId, StopReason = StopReason.GapLimit });
        }

        Assert.That(results.Select(result => result.Trace.Destination.ToString()), Is.EqualTo(destinations));
    }

    [Test]
    public void Result_belongs_to_the_request_not_to_the_destination() // D25
    {
        TntWork work = new(new TntOptions());
        List<TntTrace> results = [];
        HostAddress destination = HostAddress.Parse("20.0.9.9");
        for (uint userId = 1; userId <= 2; userId++)
        {
            _ = new TntSession(destination, work, userId, session => results.Add(session.ToTntTrace()));
        }

        Assert.That(work.TryTake(out TntRequest? first));
        Assert.That(work.TryTake(out TntRequest? second));
        foreach (TntRequest request in (TntRequest[])[second!, first!])
        {
            request.Complete(new Trace { Destination = destination, Method = TraceMethod.IcmpParis, UserId = request.TraceOptions!.UserId, StopReason = StopReason.GapLimit });
        }

        Assert.That(results.Select(result => result.Trace.UserId), Is.EqualTo(new[] { 2u, 1u }));
    }

    [Test]
    public void Tunnel_without_an_end_does_not_hide_the_next_one() // D29
    {
        string[] findings = ScriptedRun.Strict(
            $"D: {Before} | P1 252/- L17:1 | P2 251/- L18:1 | * | * | N 248/- | Q1 247/- L20:1 | Q2 246/- L21:1 | E 245/- | D ER 55/55").Split('\n');
        Assert.That(findings[0], Is.EqualTo("tunnel Explicit I@3 [P1 P2] -@6 by Labels Seen"));
        Assert.That(findings[1], Is.EqualTo("tunnel Explicit N@8 [Q1 Q2] E@11 by Labels Seen"));
    }

    [Test]
    public void Routers_are_revealed_backwards_one_by_one() => // P1
        Assert.That(
            ScriptedRun.Strict($"""
                D: {Before} | E 249/249 | D ER 58/58
                E: {Before} | P3 250/250 | E ER 249/249
                P3: {Before} | P2 251/251 | P3 ER 250/250
                P2: {Before} | P1 252/252 | P2 ER 251/251
                P1: {Before} | P1 ER 252/252
                """),
            Does.StartWith("tunnel InvisiblePhp I@3 [P1:Brpr3 P2:Brpr2 P3:Brpr1] E@4 by Frpla Brpr"));

    [Test]
    public void Trace_whose_addresses_are_all_pinged_is_classified_too() // P2
    {
        ScriptedRun run = new($"D: {Before} | P1 252/- L17:1 | E 251/- | D ER 58/58", new TntOptions { AllowReserved = true }, "D", "D");
        Assert.That(run.Results.Select(ScriptedRun.Text), Has.All.StartsWith("tunnel Explicit I@3 [P1] E@5"));
    }

    [Test]
    public void Ingress_of_an_implicit_tunnel_is_named() => // P6
        Assert.That(
            ScriptedRun.Strict($"D: {Before} | P1 252/- | P2 251/- q2 | P3 250/- q3 | E 249/- | D ER 58/58"),
            Does.StartWith("tunnel Implicit I@3 [P1 P2 P3] E@7"));

    [Test]
    public void First_hop_is_the_first_probed_one_not_the_first_that_replies() // P13
    {
        ScriptedRun run = new("D: * | R2 254/254 | I 253/253 | P1 252/- L17:1 | E 251/- | D ER 58/58", new TntOptions(), "D");
        Assert.That(run.Results[0].Tunnels.Single().IngressHop, Is.EqualTo(3));
    }

    private static string[] Columns(TntTrace trace) =>
        [.. TntText.Write(trace, verbose: false).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "")];
}
