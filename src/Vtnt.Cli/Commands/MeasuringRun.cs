using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>What all measuring commands share: open everything first, give up privilege, probe, tell how it went.</summary>
internal sealed class MeasuringRun : IDisposable
{
    private readonly ProgramArguments _arguments;
    private readonly Terminal _terminal;
    private readonly Vantage _vantage;
    private readonly TargetList _targets;
    private readonly ProberOptions _proberOptions;
    private readonly ProgressLine? _progress;
    private readonly WartsOutput? _warts;

    private MeasuringRun(string command, ProgramArguments arguments, Terminal terminal, ResultFormat format, VantageNeeds needs)
    {
        (_arguments, _terminal) = (arguments, terminal);
        _proberOptions = ProbingPolicy.Read(arguments) with { FirstFragments = needs.FirstFragments };
        _vantage = Vantage.Open(arguments, needs, terminal.Wire);
        _targets = TargetList.Open(command, arguments, _vantage, terminal);
        _warts = arguments.Value("warts") is { } path ? WartsOutput.Open(path, Dialect, () => _vantage.Transport.Now) : null;
        _progress = terminal.ErrorsIsTerminal ? new(terminal.Errors, terminal.Width, _targets.Count) : null;
        Results = new(format, terminal, HostNames.For(arguments.Numeric, _vantage.Network, format, needs.Names), _warts, _progress)
        {
            AllowsReserved = AllowsReserved,
            OnFinished = _vantage.Flush,
            KeepsNames = needs.Names,
        };
    }

    /// <summary>Takes the finished measurements.</summary>
    internal Results Results { get; }

    internal Vantage Vantage => _vantage;

    internal bool AllowsReserved => _proberOptions.AllowReserved;

    private WartsDialect Dialect => _arguments.OneOf("dialect", "scamper", "tnt") == "tnt" ? WartsDialect.Tnt : WartsDialect.Scamper;

    /// <summary>The source address that was asked for; null for the one that the route gives.</summary>
    internal HostAddress? Source => ProbingPolicy.ReadSource(_arguments);

    /// <summary>Opens sockets, files and target list, then gives up root.</summary>
    /// <exception cref="UsageException">Something that was asked for does not make sense.</exception>
    /// <exception cref="ProbingException">This machine does not let us probe.</exception>
    internal static MeasuringRun Open(string command, ProgramArguments arguments, Terminal terminal, ResultFormat format, VantageNeeds? needs = null)
    {
        var run = new MeasuringRun(command, arguments, terminal, format, needs ?? new());
        if (run._vantage.IsReal)
        {
            Privilege.GiveUp();
        }

        return run;
    }

    /// <summary>Probes all destinations; returns the exit code.</summary>
    /// <param name="toSource">Makes the source of measurements.</param>
    /// <param name="isSearch">True when the results are not the measurements: then warts keeps these, unless it keeps findings.</param>
    internal int Execute(Func<IEnumerable<HostAddress>, ISourceAddressLookup, IMeasurementSource> toSource, bool isSearch = false)
    {
        IProbeTransport transport = _progress is null ? _vantage.Transport : new WatchedTransport(_vantage.Transport, _progress, _terminal.Screen, () => Results.Finished);
        var prober = new Prober(transport, _proberOptions);
        IMeasurementSource source;
        try
        {
            source = toSource(_targets, _vantage.Sources);
        }
        catch (ArgumentException refusal)
        {
            throw new UsageException(refusal.Message);
        }

        using (source as IDisposable)
        {
            prober.Run(isSearch && _warts is { KeepsFindings: false } warts ? new KeptSource(source, warts) : source, _terminal.Interrupted);

            // An interruption may come between two measurements of a search: what it has found so far is told all the same.
            (source as TntRun)?.Halt();
            (source as ProfileRun)?.Halt();
        }

        _progress?.Clear();
        Results.Complete();
        return _terminal.Interrupted.IsCancellationRequested ? ExitCode.Interrupted
            : Results.Failures > 0 || _targets.BadLines > 0 ? ExitCode.Partial
            : ExitCode.Done;
    }

    public void Dispose()
    {
        Results.Dispose();
        _targets.Dispose();
        _vantage.Dispose();
    }
}
