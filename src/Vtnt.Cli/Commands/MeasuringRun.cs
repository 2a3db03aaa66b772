using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What all measuring commands share: open everything first, give up privilege, probe, tell how it went.</summary>
internal sealed class MeasuringRun : IDisposable
{
    private readonly ProgramArguments _arguments;
    private readonly Terminal _terminal;
    private readonly Vantage _vantage;
    private readonly TargetList _targets;
    private readonly ProberOptions _proberOptions;

    private MeasuringRun(string command, ProgramArguments arguments, Terminal terminal, ResultFormat format, bool needsTcp)
    {
        (_arguments, _terminal) = (arguments, terminal);
        _proberOptions = ProbingPolicy.Read(arguments);
        _vantage = Vantage.Open(arguments, needsTcp);
        _targets = TargetList.Open(command, arguments, _vantage, terminal);
        Results = new(format, terminal, HostNames.For(arguments.Numeric, _vantage.Network, format))
        {
            AllowsReserved = AllowsReserved,
            OnFinished = _vantage.Flush,
        };
    }

    /// <summary>Takes the finished measurements.</summary>
    internal Results Results { get; }

    internal Vantage Vantage => _vantage;

    internal bool AllowsReserved => _proberOptions.AllowReserved;

    /// <summary>The source address that was asked for; null for the one that the route gives.</summary>
    internal HostAddress? Source => ProbingPolicy.ReadSource(_arguments);

    /// <summary>Opens sockets, files and target list, then gives up root.</summary>
    /// <exception cref="UsageException">Something that was asked for does not make sense.</exception>
    /// <exception cref="ProbingException">This machine does not let us probe.</exception>
    internal static MeasuringRun Open(string command, ProgramArguments arguments, Terminal terminal, ResultFormat format, bool needsTcp = false)
    {
        var run = new MeasuringRun(command, arguments, terminal, format, needsTcp);
        if (run._vantage.Network is null)
        {
            Privilege.GiveUp();
        }

        return run;
    }

    /// <summary>Probes all destinations; returns the exit code.</summary>
    internal int Execute(Func<IEnumerable<HostAddress>, ISourceAddressLookup, IMeasurementSource> toSource)
    {
        var prober = new Prober(_vantage.Transport, _proberOptions);
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
            prober.Run(source, _terminal.Interrupted);
        }

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
