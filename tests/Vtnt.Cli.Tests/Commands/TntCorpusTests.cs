using Vtnt.Mpls.Tests;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

/// <summary>
/// The 87 worked examples through the command itself: what it prints is what the reference tool's dump prints, round-trip times
/// aside.
/// </summary>
public sealed class TntCorpusTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        CorpusCase.All.Select(corpusCase => new TestCaseData(corpusCase.Example).SetArgDisplayNames(corpusCase.ToString()));

    [TestCaseSource(nameof(Cases))]
    public void Prints_what_the_dump_of_tnt_prints(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        Invocation run = Run(corpusCase, "-v");
        Assert.That(run, Is.EqualTo(new Invocation(0, corpusCase.VerboseText, "")));
    }

    [TestCaseSource(nameof(Cases))]
    public void Without_v_it_leaves_out_failed_attempts_and_codes_only(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        Invocation run = Run(corpusCase);
        Assert.That(run, Is.EqualTo(new Invocation(0, WithoutAttempts(corpusCase.VerboseText), "")));
    }

    [Test]
    public void Letters_stand_before_and_behind_the_destination()
    {
        CorpusCase corpusCase = CorpusCase.Named("X20");
        string[] before = [.. Command, "-v", .. corpusCase.Args.Skip(2), corpusCase.Args[1]];
        Assert.That(Masked(Invocation.Over(new CorpusTransport(corpusCase.Scenario), before)).Output, Is.EqualTo(corpusCase.VerboseText));
    }

    [Test]
    public void Several_destinations_are_printed_as_they_are_finished()
    {
        CorpusCase corpusCase = CorpusCase.Named("X03");
        Invocation run = Masked(Invocation.Over(new CorpusTransport(corpusCase.Scenario), [.. Command, "-v", "20.0.9.9", "20.0.4.1"]));
        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Output, Does.Contain(corpusCase.VerboseText).And.Contain("trace [icmp-paris] from 5.0.0.2 to 20.0.4.1\n"));
    }

    [Test]
    public void Interrupted_at_any_packet_behind_the_trace_it_prints_the_path([Range(6, 24)] int afterSends)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        InterruptingTransport wire = new(new CorpusTransport(CorpusCase.Named("X06").Scenario), afterSends);
        using Terminal terminal = new(output, errors) { Wire = wire };
        wire.Terminal = terminal;
        Assert.That(Program.Run([.. Command, "20.0.9.9"], terminal), Is.EqualTo(ExitCode.Interrupted));
        Assert.That(System.Text.Encoding.UTF8.GetString(output.ToArray()), Does.StartWith("trace [icmp-paris] from 5.0.0.2 to 20.0.9.9\n  1 20.0.1.1 "));
        Assert.That(errors.ToString(), Is.Empty);
    }

    private static string[] Command { get; } = ["tnt", "--profile", "compat", "--format", "tnt", "--pps", "1000"];

    private static Invocation Run(CorpusCase corpusCase, params string[] letters) =>
        Masked(Invocation.Over(new CorpusTransport(corpusCase.Scenario), [.. Command, corpusCase.Args[1], .. letters, .. corpusCase.Args.Skip(2)]));

    private static Invocation Masked(Invocation run) => run with { Output = run.Output.Replace(" 0.047 ms", " R ms", StringComparison.Ordinal) };

    // Both stand in brackets at the end of a line, and nothing else does.
    private static string WithoutAttempts(string verbose)
    {
        string[] lines = verbose.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            int bracket = lines[index].IndexOf(" (", StringComparison.Ordinal);
            lines[index] = bracket < 0 ? lines[index] : lines[index][..bracket];
        }

        return string.Join('\n', lines);
    }

    /// <summary>Asks the command to end once so many batches were sent.</summary>
    private sealed class InterruptingTransport(CorpusTransport transport, int afterSends) : IProbeTransport, ISourceAddressLookup
    {
        private int _sends;

        public TransportCapabilities Capabilities => transport.Capabilities;

        public Timestamp Now => transport.Now;

        internal Terminal? Terminal { get; set; }

        public HostAddress? SourceFor(HostAddress destination) => transport.SourceFor(destination);

        public void Send(PacketBatch batch)
        {
            transport.Send(batch);
            if (++_sends == afterSends)
            {
                Terminal?.Interrupt();
            }
        }

        public int Receive(PacketBatch batch, Timestamp until) => transport.Receive(batch, until);
    }
}
