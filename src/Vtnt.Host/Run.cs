using System.Text;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Host;

/// <summary>One run: its job from the arguments or from the peer, its measurements, its results, its last line.</summary>
internal sealed class Run
{
    private const int ExitDone = 0, ExitSomeFailed = 1, ExitRefused = 2, LongestWait = 60_000;

    private readonly RunReport _report = new();
    private readonly HostOptions _options = new();
    private Channel? _connection;
    private MeteredTransport? _transport;
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

        Tell("end", _report.Write(exit, _options, _transport, _results));
        return exit;
    }

    /// <summary>To the console, and to the peer if there is one that still listens.</summary>
    private void Tell(string kind, byte[] content)
    {
        Frames.Write(Channel.Console, kind, content);
        try
        {
            if (_connection is { } peer)
            {
                Frames.Write(peer, kind, content);
            }
        }
        catch (HostFailure failure)
        {
            Frames.Write(Channel.Console, "error", failure.Message);
        }
    }

    private int Measure(string[] arguments)
    {
        _options.Read(arguments);
        if (_options.WantsVersion)
        {
            Frames.Write(Channel.Console, "version", HostVersion.Text);
            return ExitDone;
        }

        List<string> targets = [];
        if (_options.Pull is { } peer)
        {
            _connection = Channel.Open(peer);
            PullJob(_connection, targets);
        }

        Channel output = _options.Output is { } place ? Channel.Open(place) : _connection ?? Channel.Console;
        _connection ??= output.IsConnection ? output : null;
        Job job = Job.Read(_options, targets);
        using var transport = PortableRawTransport.Open(new() { Source = _options.Source });
        using var end = new CancellationTokenSource();
        Timestamp deadline = _options.Deadline is { } span ? transport.Now + span : Timestamp.MaxValue;
        _transport = new(transport, deadline, end);
        _results = new(_options, output, isFramed: output == Channel.Console || output.IsConnection);
        _results.Begin(_transport.Now);
        new Prober(_transport, new() { PacketsPerSecond = _options.PacketsPerSecond, Window = _options.Window, AllowReserved = _options.AllowReserved })
            .Run(job.ToSource(transport, _results), end.Token);
        _results.End(_transport.Now);
        return _results.Failures > 0 || _transport.IsOver || _results.Results < job.Targets ? ExitSomeFailed : ExitDone;
    }

    /// <summary>The line protocol of docs/unikernel.md: we say who we are, the peer says what to do and ends with <c>go</c>.</summary>
    private void PullJob(Channel peer, List<string> targets)
    {
        Frames.Write(peer, "hello", $"{HostVersion.Text} {_options.Vantage}");
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
