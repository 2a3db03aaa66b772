using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Whole runs: the corpus as packets through the real tracer, pinger and prober.</summary>
[TestFixture]
public sealed class TntRunTests
{
    private static List<TestCaseData> Cases() =>
        CorpusCase.All.Select(corpusCase => new TestCaseData(corpusCase.Example).SetArgDisplayNames(corpusCase.ToString()));

    [TestCaseSource(nameof(Cases))]
    public void Compat_measures_and_prints_the_same_over_the_wire(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        CorpusTransport transport = new(corpusCase.Scenario);
        List<TntTrace> results = [];
        RecordingSource source = new(Run(corpusCase, TntProfile.Compat, transport, results));
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000 }).Run(source);
        TntTrace result = results.Single();
        Assert.That(source.Commands, Is.EqualTo(corpusCase.Commands.Select(command => command.Replace(" -l 1", "", StringComparison.Ordinal))));
        Assert.That(
            TntText.Write(result, verbose: true).Replace(" 0.047 ms", " R ms", StringComparison.Ordinal),
            Is.EqualTo(corpusCase.VerboseText));
        Assert.That(result.OwnProbes, Is.EqualTo(transport.ProbesSent));
        Assert.That(result.Trace.ProbeSize, Is.EqualTo(44));
    }

    [TestCaseSource(nameof(Cases))]
    public void Strict_finds_the_same_over_the_wire(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        CorpusTransport transport = new(corpusCase.Scenario);
        List<TntTrace> results = [];
        using TntRun run = Run(corpusCase, TntProfile.Strict, transport, results);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000 }).Run(run);
        Assert.That(FindingsText.Of(results.Single()), Is.EqualTo(FindingsText.Of(new CorpusRun(corpusCase, TntProfile.Strict).Result)));
    }

    [Test]
    public void Next_measurement_starts_the_moment_the_last_reply_arrives()
    {
        CorpusTransport transport = new(CorpusCase.Named("X06").Scenario);
        Timestamp start = transport.Now;
        List<TntTrace> results = [];
        using TntRun run = Run(CorpusCase.Named("X06"), TntProfile.Strict, transport, results);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 0, Window = 100 }).Run(run);

        // One hidden tunnel, five traces of at most six hops, all answered but the last: the time-outs of that one are all that is waited for.
        Assert.That(results.Single().Tunnels, Has.Length.EqualTo(1));
        TimeSpan timeOuts = TimeSpan.FromMilliseconds(500 * 3 * 5);
        Assert.That(transport.Now - start, Is.InRange(timeOuts, timeOuts + TimeSpan.FromMilliseconds(10)));
    }

    [Test]
    public void Cancelled_run_hands_over_what_is_known_of_every_destination() // D22
    {
        CorpusTransport transport = new(CorpusCase.Named("X77").Scenario);
        List<TntTrace> results = [];
        using TntRun run = Run(CorpusCase.Named("X77"), TntProfile.Strict, transport, results);
        using CancellationTokenSource cancellation = new();
        CancellingSource source = new(run, cancellation, afterStarts: 10);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000 }).Run(source, cancellation.Token);
        TntTrace result = results.Single();
        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(result.Tunnels.Select(tunnel => tunnel.Kind), Is.EqualTo(new[] { TunnelKind.Explicit }));
        Assert.That(run.Active, Is.Zero);
    }

    [Test]
    public void Run_cancelled_anywhere_counts_every_packet_that_was_sent([Values] TntProfile profile, [Range(3, 43, 4)] int afterSends) // D10
    {
        CorpusTransport transport = new(CorpusCase.Named("X06").Scenario);
        List<TntTrace> results = [];
        using TntRun run = Run(CorpusCase.Named("X06"), profile, transport, results);
        using CancellationTokenSource cancellation = new();
        CancellingTransport cancelling = new(transport, cancellation, afterSends);
        new Prober(cancelling, new ProberOptions { PacketsPerSecond = 1000 }).Run(run, cancellation.Token);
        run.Halt();
        Assert.That(results.Single().OwnProbes, Is.EqualTo(transport.ProbesSent));
    }

    [Test]
    public void Run_cancelled_during_the_trace_hands_over_the_hops_so_far()
    {
        CorpusTransport transport = new(CorpusCase.Named("X44").Scenario);
        List<TntTrace> results = [];
        using TntRun run = Run(CorpusCase.Named("X44"), TntProfile.Strict, transport, results);
        using CancellationTokenSource cancellation = new();
        CancellingTransport cancelling = new(transport, cancellation, afterSends: 7);
        new Prober(cancelling, new ProberOptions { PacketsPerSecond = 1000 }).Run(run, cancellation.Token);
        Assert.That(results.Single().Trace.StopReason, Is.EqualTo(StopReason.Halted));
        Assert.That(results.Single().Tunnels.Single().Kind, Is.EqualTo(TunnelKind.Explicit));
    }

    [Test]
    public void Destination_without_route_is_an_error_result_and_the_others_go_on() // D20, D22
    {
        CorpusTransport transport = new(CorpusCase.Named("X01").Scenario);
        List<TntTrace> results = [];
        using TntRun run = new(
            [HostAddress.Parse("2001:db8::1"), HostAddress.Parse("20.0.9.9")], new TntOptions(), transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000 }).Run(run);
        Assert.That(results.Select(result => result.Trace.StopReason), Is.EqualTo(new[] { StopReason.Error, StopReason.Completed }));
        Assert.That(results[0].Trace.ErrorText, Is.EqualTo("There is no route to 2001:db8::1."));
    }

    [Test]
    public void Destination_list_is_not_read_ahead() // D26
    {
        CorpusTransport transport = new(CorpusCase.Named("X01").Scenario);
        int read = 0;
        IEnumerable<HostAddress> Endless()
        {
            while (true)
            {
                read++;
                yield return HostAddress.Parse("20.0.9.9");
            }
        }

        List<TntTrace> results = [];
        using CancellationTokenSource cancellation = new();
        using TntRun run = new(Endless(), new TntOptions(), transport, result =>
        {
            results.Add(result);
            if (results.Count == 5)
            {
                cancellation.Cancel();
            }
        });
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, Window = 1 }).Run(run, cancellation.Token);
        Assert.That(read, Is.InRange(5, 7));
    }

    private static TntRun Run(CorpusCase corpusCase, TntProfile profile, CorpusTransport transport, List<TntTrace> results) =>
        new([HostAddress.Parse(corpusCase.Args[1])], CorpusRun.OptionsOf(corpusCase, profile), transport, results.Add);

    private sealed class CancellingSource(TntRun run, CancellationTokenSource cancellation, int afterStarts) : IMeasurementSource
    {
        private int _started;

        public SourceStep NextStep(Timestamp now)
        {
            SourceStep step = run.NextStep(now);
            if (step.Measurement is not null && ++_started == afterStarts)
            {
                cancellation.Cancel();
            }

            return step;
        }

        public void OnFinished(IMeasurement measurement) => run.OnFinished(measurement);
    }

    private sealed class CancellingTransport(CorpusTransport transport, CancellationTokenSource cancellation, int afterSends) : IProbeTransport
    {
        private int _sends;

        public TransportCapabilities Capabilities => transport.Capabilities;

        public Timestamp Now => transport.Now;

        public void Send(PacketBatch batch)
        {
            transport.Send(batch);
            if (++_sends == afterSends)
            {
                cancellation.Cancel();
            }
        }

        public int Receive(PacketBatch batch, Timestamp until) => transport.Receive(batch, until);
    }

    [Test]
    public void Refuses_an_address_of_somebody_else()
    {
        HostAddress[] destinations = [HostAddress.Parse("192.0.2.9")];

        Assert.That(
            () => new TntRun(destinations, new() { Source = HostAddress.Parse("203.0.113.7") }, new Homeless(), _ => { }),
            Throws.ArgumentException.With.Message.EqualTo("The source address 203.0.113.7 is not an address of this host; name one that is."));
    }

    private sealed class Homeless : ISourceAddressLookup
    {
        public HostAddress? SourceFor(HostAddress destination) => null;

        public bool IsOwn(HostAddress source) => false;
    }
}
