using CsCheck;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TntSessionTests
{
    private const string Tunnel = """
        D: R1 255/255 | R2 254/254 | I 253/253 | E 249/249 | D ER 58/58
        D2: R1 255/255 | R2 254/254 | I 253/253 | E 249/249 | D2 ER 58/58
        E: R1 255/255 | R2 254/254 | I 253/253 | P1 252/252 | P2 251/251 | E ER 249/249
        P1: R1 255/255 | R2 254/254 | I 253/253 | P1 ER 252/252
        """;

    [Test]
    public void Address_is_pinged_once_and_pair_revealed_once_per_run()
    {
        ScriptedRun run = new(Tunnel, new TntOptions(), "D", "D2");
        Assert.That(run.Requests.Select(request => (request.Kind, request.Destination)), Is.Unique);
        Assert.That(run.Requests.Count(request => request.Kind == TntRequestKind.RevelationTrace), Is.EqualTo(2));
        Assert.That(run.Results.Select(result => result.Tunnels.Single()), Has.All.Property(nameof(Mpls.Tunnel.Technique)).EqualTo(TunnelTechnique.Dpr));
    }

    [Test]
    public void Shared_probes_are_told_apart_from_own_ones()
    {
        ScriptedRun run = new(Tunnel, new TntOptions(), "D", "D2");
        Assert.That(run.Results.Sum(result => result.OwnProbes), Is.EqualTo(run.ProbesSent));
        Assert.That(run.Results.Single(result => result.Trace.UserId == 1).SharedProbes, Is.Zero);

        // The other paid for four pings of the path, two revelation traces from the ingress on (4 and 2 probes), a second look at
        // two hops, one at the two before them, and a ping of the router that no trace was sent to.
        Assert.That(run.Results.Single(result => result.Trace.UserId == 2).SharedProbes, Is.EqualTo(4 + 4 + 2 + 2 + 2 + 1));
    }

    [Test]
    public void Strict_findings_do_not_depend_on_the_order_of_destinations()
    {
        ScriptedRun forward = new(Tunnel, new TntOptions(), "D", "D2");
        ScriptedRun backward = new(Tunnel, new TntOptions(), "D2", "D");
        Assert.That(Texts(forward), Is.EqualTo(Texts(backward)));
        static IEnumerable<string> Texts(ScriptedRun run) =>
            run.Results.OrderBy(result => result.Trace.Destination).Select(ScriptedRun.Text);
    }

    [Test]
    public void Halted_session_shows_what_the_trace_shows_by_itself()
    {
        CorpusCase corpusCase = CorpusCase.Named("X77");
        CorpusNetwork network = new(corpusCase.Scenario);
        TntSession session = new(HostAddress.Parse("20.0.9.9"), new TntOptions());
        Assert.That(() => session.ToTntTrace(), Throws.InvalidOperationException);
        Assert.That(session.TryNext(out TntRequest? request));
        TntSession.OnTrace(request!, network.Trace(request!));
        TntTrace snapshot = session.ToTntTrace();
        session.Halt();
        Assert.That(session.IsFinished);
        Assert.That(session.ToTntTrace(), Is.EqualTo(snapshot));
        Assert.That(snapshot.IsComplete, Is.False);
        Assert.That(snapshot.Tunnels.Select(tunnel => tunnel.Kind), Is.EqualTo(new[] { TunnelKind.Explicit }));
        Assert.That(snapshot.Candidates.Single().Outcome, Is.EqualTo(RevelationOutcome.Unfinished));
    }

    [Test]
    public void Result_is_taken_once_and_only_of_the_kind_asked_for()
    {
        CorpusNetwork network = new(CorpusCase.Named("X01").Scenario);
        TntSession session = new(HostAddress.Parse("20.0.9.9"), new TntOptions());
        Assert.That(session.TryNext(out TntRequest? request));
        Trace trace = network.Trace(request!);
        Assert.That(() => TntSession.OnPing(request!, new Ping { Destination = request!.Destination }), Throws.InvalidOperationException);
        TntSession.OnTrace(request!, trace);
        Assert.That(() => TntSession.OnTrace(request!, trace), Throws.InvalidOperationException);
    }

    [Test]
    public void Trace_that_failed_is_a_finished_result()
    {
        TntSession session = new(HostAddress.Parse("20.0.9.9"), new TntOptions());
        Assert.That(session.TryNext(out TntRequest? request));
        TntSession.OnTrace(
            request!,
            new Trace { Destination = request!.Destination, Method = TraceMethod.IcmpParis, StopReason = StopReason.Error, ErrorText = "no route" });
        Assert.That(session.IsFinished);
        Assert.That(session.ToTntTrace().Tunnels, Is.Empty);
        Assert.That(session.ToTntTrace().Trace.ErrorText, Is.EqualTo("no route"));
    }

    [Test]
    public void Path_that_always_shows_one_more_router_is_left_after_32_steps() // D14
    {
        TntSession session = new(HostAddress.Parse("20.0.9.9"), new TntOptions());
        uint next = 0x15000000;
        int steps = 0;
        while (session.TryNext(out TntRequest? request))
        {
            if (request.PingOptions is not null)
            {
                TntSession.OnPing(request, new Ping { Destination = request.Destination });
                continue;
            }

            bool isInitial = request.Kind is TntRequestKind.InitialTrace or TntRequestKind.ConfirmingTrace;
            steps += isInitial ? 0 : 1;
            HostAddress[] path = isInitial
                ? [HostAddress.FromIPv4(0x14000001), HostAddress.FromIPv4(0x14000002), HostAddress.FromIPv4(0x14000003)]
                : [HostAddress.FromIPv4(0x14000001), HostAddress.FromIPv4(0x14000002), HostAddress.FromIPv4(next++), request.Destination];
            TntSession.OnTrace(request, PathTo(request.Destination, path));
        }

        Tunnel tunnel = session.ToTntTrace().Tunnels.Single();
        Assert.That(steps, Is.EqualTo(32));
        Assert.That(tunnel.LastOutcome, Is.EqualTo(RevelationOutcome.Unfinished));
        Assert.That(tunnel.IsPossiblyIncomplete);
    }

    [Test]
    public void Any_network_ends_every_session_with_bits_that_hold_together()
    {
        Gen.UInt.Sample(
            seed =>
            {
                foreach (TntProfile profile in Enum.GetValues<TntProfile>())
                {
                    ChaoticNetwork network = new(seed);
                    TntSession session = new(HostAddress.Parse("20.0.0.99"), new TntOptions { Profile = profile, BruteForce = seed % 3 == 0 });
                    int requests = 0;
                    while (session.TryNext(out TntRequest? request) && ++requests < 20_000)
                    {
                        if (request.TraceOptions is null)
                        {
                            TntSession.OnPing(request, network.Ping(request));
                        }
                        else
                        {
                            TntSession.OnTrace(request, network.Trace(request));
                        }
                    }

                    Assert.That(session.IsFinished);
                    TntInvariants.Check(session.ToTntTrace());
                }
            },
            iter: 2_000);
    }

    private static Trace PathTo(HostAddress destination, HostAddress[] path) => new()
    {
        Destination = destination,
        Method = TraceMethod.IcmpParis,
        HopCount = path.Length,
        ProbesSent = path.Length,
        StopReason = StopReason.Completed,
        Hops =
        [
            .. path.Select((address, index) => new Hop
            {
                ProbeTtl = (byte)(index + 1),
                Probes =
                [
                    new ProbeOutcome
                    {
                        ProbeTtl = (byte)(index + 1),
                        Attempt = 1,
                        Size = 44,
                        Replies = [new Reply { Address = address, Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.Zero, ReplyTtl = index == 2 ? (byte)240 : (byte)254 }],
                    },
                ],
            }),
        ],
    };
}
