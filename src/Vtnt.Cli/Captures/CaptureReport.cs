using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary>
/// Reads captures two or three times: first for pings and routers, then, if there are any, for traces that reveal something
/// about others, and last to write every trace with what all of that says about it.
/// </summary>
internal sealed class CaptureReport : IDisposable
{
    private readonly Terminal _terminal;
    private readonly List<CaptureSource> _sources = [];
    private readonly List<string> _unreadable = [];

    /// <summary>Opens the captures; one that cannot be opened is told of later.</summary>
    internal CaptureReport(Terminal terminal, IEnumerable<string> paths)
    {
        _terminal = terminal;
        foreach (string path in paths)
        {
            try
            {
                _sources.Add(CaptureSource.Open(path, terminal));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _unreadable.Add(failure.Message);
            }
        }
    }

    /// <summary>Does it all; returns the exit code.</summary>
    internal int Run(ResultFormat format, TntOptions options, string? wartsPath)
    {
        CancellationToken interrupted = _terminal.Interrupted;
        var knowledge = new CaptureKnowledge(options);
        IReadOnlyList<CaptureAccount> accounts = CaptureScan.Run(_sources, knowledge.Survey, interrupted);
        if (!accounts.All(account => account.IsEmpty))
        {
            if (knowledge.HasRevelations)
            {
                CaptureScan.Run(_sources, knowledge.Keep, interrupted);
            }

            bool isOver = false;
            using WartsOutput? warts = wartsPath is null ? null : WartsOutput.Open(wartsPath, clock: () => isOver ? knowledge.LastStart : knowledge.FirstStart);
            var results = new CaptureResults(_terminal, format, options, warts);
            CaptureScan.Run(_sources, item => Write(item, knowledge, results), interrupted);
            isOver = true;
        }

        _terminal.Output.Flush();
        bool hasOnlyPings = format != ResultFormat.Json && accounts.All(account => account.Traces == 0);
        Tell(accounts, options.Verbose || hasOnlyPings);
        return interrupted.IsCancellationRequested ? ExitCode.Interrupted : ExitOf(accounts);
    }

    public void Dispose() => _sources.ForEach(source => source.Dispose());

    private static void Write(CapturedItem item, CaptureKnowledge knowledge, CaptureResults results)
    {
        if (item.Ping is { } ping)
        {
            results.Write(ping);
        }
        else
        {
            results.Write(knowledge.Annotate(item.Trace!.Trace));
        }
    }

    private void Tell(IEnumerable<CaptureAccount> accounts, bool isVerbose)
    {
        foreach (string line in _unreadable.Concat(accounts.SelectMany(account => account.Lines(isVerbose))))
        {
            _terminal.Errors.WriteLine($"vtnt: {line}");
        }
    }

    private int ExitOf(IReadOnlyList<CaptureAccount> accounts)
    {
        bool isDamaged = _unreadable.Count > 0 || accounts.Any(account => account.IsDamaged);
        return !isDamaged ? ExitCode.Done
            : accounts.All(account => account.IsEmpty) ? ExitCode.Usage
            : ExitCode.Partial;
    }
}
