using System.Text;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Host;

/// <summary>One run: its job from the arguments or from the peer, its measurements, its results, its last line.</summary>
internal sealed class Run
{
    private const int ExitDone = 0, ExitSomeFailed = 1, ExitRefused = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly RunReport _report = new();
    private readonly HostOptions _options = new();
    private ByteChannel? _connection;
    private Prober? _prober;
    private ResultWriter? _results;

    internal int Execute(string[] arguments)
    {
        int exit;
        try
        {
            exit = Measure(arguments);
        }
        catch (Exception failure) when (failure is HostFailure or ProbingException or ArgumentException)
        {
            exit = ExitRefused;
            Tell("error", Encoding.UTF8.GetBytes(failure.Message));
        }

        Tell("end", _report.Write(exit, _options, _prober?.Counters, _results));
        return exit;
    }

    /// <summary>To the console, and to the peer if there is one that still listens.</summary>
    private void Tell(string kind, byte[] content)
    {
        FramedLine.Write(ByteChannel.Console, kind, content);
        try
        {
            if (_connection is { } peer)
            {
                FramedLine.Write(peer, kind, content);
            }
        }
        catch (ProbingException failure)
        {
            FramedLine.Write(ByteChannel.Console, "error", failure.Message);
        }
    }

    private int Measure(string[] arguments)
    {
        _options.Read(arguments);
        if (_options["--version"] is not null)
        {
            FramedLine.Write(ByteChannel.Console, "version", HostVersion.Text);
            return ExitDone;
        }

        List<string> targets = [];
        if (_options["--pull"] is { } peer)
        {
            _connection = ByteChannel.Open(peer);
            PullJob(_connection, targets);
        }

        ByteChannel output = _options["--output"] is { } place ? ByteChannel.Open(place) : _connection ?? ByteChannel.Console;
        _connection ??= output.IsConnection ? output : null;
        var job = new Job(_options, targets);
        HostAddress? source = _options["--source"] is { } own ? HostOptions.Address(own) : null;
        using var transport = PortableRawTransport.Open(new() { Source = source });
        Timestamp deadline = _options.Number("--deadline", 1_000_000) is { } seconds ? transport.Now + TimeSpan.FromSeconds(seconds) : Timestamp.MaxValue;
        _prober = new(transport, new()
        {
            PacketsPerSecond = _options.Number("--pps", 1_000_000) ?? 20,
            Window = _options.Number("--window", 100_000) ?? 1,
            AllowReserved = _options.AllowReserved,
            Deadline = deadline,
        });
        _results = new(_options, output);
        _results.Begin(transport.Now);
        IMeasurementSource measurements = job.ToSource(transport, _results);
        _prober.Run(measurements);

        // At the deadline a search may be between two measurements: what it has found so far is told all the same.
        (measurements as TntRun)?.Halt();
        _results.End(transport.Now);
        return _results.Failures > 0 || transport.Now >= deadline || _results.Results < job.Targets ? ExitSomeFailed : ExitDone;
    }

    /// <summary>The line protocol of docs/unikernel.md: we say who we are, the peer says what to do and ends with <c>go</c>.</summary>
    private void PullJob(ByteChannel peer, List<string> targets)
    {
        FramedLine.Write(peer, "hello", $"{HostVersion.Text} {_options["--vantage"]}");
        while (true)
        {
            string line = peer.ReadLine(LongestWait) ?? throw new HostFailure("The peer closed before it said go.");
            var words = new Queue<string>(OptionReader.TrySplit(line, out IReadOnlyList<string> split) ? split : [line]);
            switch (words.TryDequeue(out string? verb) ? verb : "#")
            {
                case "#": break;
                case "go" when words.Count == 0: return;
                case "run": _options.Read([.. words]); break;
                case "to": targets.AddRange(words); break;
                default: throw new HostFailure($"The peer said '{verb}'; only run, to and go are understood.");
            }
        }
    }
}
