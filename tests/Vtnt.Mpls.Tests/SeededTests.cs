using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Starting from what was measured before.</summary>
[TestFixture]
public sealed class SeededTests
{
    private static readonly TntOptions Options = new() { AllowReserved = true };

    private static List<string> Names() => ShippedNetworks.Names.Where(name => name != "lossy");

    [TestCaseSource(nameof(Names))]
    public void Run_that_starts_from_traces_finds_the_same_and_measures_only_the_rest(string name)
    {
        Network network = ShippedNetworks.Load(name);
        List<TntTrace> whole = LabRun.Strict(network, 1);
        SimulatedTransport transport = new(network, 1);
        List<TntTrace> seeded = [];
        using TntRun run = new(whole.Select(result => result.Trace), Options, transport, seeded.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        Assert.That(seeded.Select(FindingsText.Graded), Is.EquivalentTo(whole.Select(FindingsText.Graded)));
        Assert.That(seeded.Sum(result => result.OwnProbes), Is.EqualTo(whole.Sum(result => result.OwnProbes - result.Trace.ProbesSent)));
    }

    [Test]
    public void Known_addresses_are_not_pinged_again()
    {
        CorpusCase corpusCase = CorpusCase.Named("X06");
        CorpusNetwork network = new(corpusCase.Scenario);
        TntRequest initial = First(new TntSession(HostAddress.Parse("20.0.9.9"), new TntOptions()));
        Trace trace = network.Trace(initial);
        List<Ping> pings = [];
        TntSession first = new(trace, new TntOptions(), []);
        string findings = Drive(first, network, pings);
        TntSession second = new(trace, new TntOptions(), pings);
        List<Ping> none = [];
        Assert.That(Drive(second, network, none), Is.EqualTo(findings));
        Assert.That(findings, Does.Contain("InvisiblePhp"));
        Assert.That(pings, Is.Not.Empty);
        Assert.That(none, Is.Empty);
    }

    [Test]
    public void Session_with_everything_known_and_nothing_to_suspect_is_finished_at_once()
    {
        Trace trace = new() { Destination = HostAddress.Parse("20.0.9.9"), Method = TraceMethod.IcmpParis, ProbesSent = 15, StopReason = StopReason.GapLimit };
        TntSession session = new(trace, new TntOptions(), []);
        Assert.That(session.IsFinished);
        Assert.That(session.ToTntTrace().OwnProbes, Is.Zero);
        Assert.That(session.TryNext(out _), Is.False);
    }

    [TestCase(30, 1)]
    [TestCase(61, 2)]
    public void Results_are_measured_again_when_they_are_too_old(int minutes, int times) // D27, P10
    {
        CorpusNetwork network = new(CorpusCase.Named("X06").Scenario);
        TntWork work = new(new TntOptions());
        List<TntRequest> requests = [];
        foreach (int start in (int[])[0, minutes])
        {
            work.Advance(new Timestamp(1).Add(TimeSpan.FromMinutes(start)));
            _ = new TntSession(HostAddress.Parse("20.0.9.9"), work, 1, static _ => { });
            while (work.TryTake(out TntRequest? request))
            {
                requests.Add(request);
                Answer(request, network, []);
            }
        }

        HostAddress egress = HostAddress.Parse("20.0.4.1");
        Assert.That(requests.Count(request => request.Kind == TntRequestKind.FingerprintPing && request.Destination == egress), Is.EqualTo(times));
        Assert.That(requests.Count(request => request.Kind == TntRequestKind.RevelationTrace && request.Destination == egress), Is.EqualTo(times));
    }

    [TestCaseSource(nameof(Names))]
    public void Both_profiles_over_the_same_replies_differ_by_known_defects_only(string name)
    {
        Network network = ShippedNetworks.Load(name);
        SimulatedTransport transport = new(network, 1);
        List<(TntTrace Compat, TntTrace Strict)> results = [];
        using ProfileRun run = new(network.Destinations, Options, transport, (compat, strict) => results.Add((compat, strict)));
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        Assert.That(results, Has.Count.EqualTo(network.Destinations.Count));
        foreach ((TntTrace compat, TntTrace strict) in results)
        {
            Assert.That(compat.Trace, Is.EqualTo(strict.Trace));
            Assert.That(
                ProfileComparison.Compare(compat, strict), Has.All.Property(nameof(ProfileDifference.Defect)).Not.Null, ProfileText.Write(compat, strict));
        }
    }

    [Test]
    public void Cancelled_comparison_hands_over_both_sides()
    {
        Network network = ShippedNetworks.Load("two-tunnels");
        SimulatedTransport transport = new(network, 1);
        int results = 0;
        using ProfileRun run = new(network.Destinations, Options, transport, (_, _) => results++);
        Timestamp now = transport.Now;
        Assert.That(run.NextStep(now).Measurement, Is.Not.Null);
        run.Halt();
        Assert.That(run.NextStep(now).IsDone);
        Assert.That(results, Is.Zero);
    }

    private static TntRequest First(TntSession session) =>
        session.TryNext(out TntRequest? request) ? request : throw new InvalidOperationException("There is no request.");

    private static string Drive(TntSession session, CorpusNetwork network, List<Ping> pings)
    {
        while (session.TryNext(out TntRequest? request))
        {
            Answer(request, network, pings);
        }

        return FindingsText.Graded(session.ToTntTrace());
    }

    private static void Answer(TntRequest request, CorpusNetwork network, List<Ping> pings)
    {
        if (request.TraceOptions is not null)
        {
            TntSession.OnTrace(request, network.Trace(request));
            return;
        }

        Ping ping = network.Ping(request);
        pings.Add(ping);
        TntSession.OnPing(request, ping);
    }
}
