using System.Runtime.Versioning;
using Vtnt.Lab;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Cli;

/// <summary>Where probes leave from: this machine's sockets, or the vantage point of a simulated network.</summary>
internal sealed class Vantage : IDisposable
{
    private readonly IDisposable? _owned;

    private Vantage(IProbeTransport transport, ISourceAddressLookup sources, Network? network, IDisposable? owned) =>
        (Transport, Sources, Network, _owned) = (transport, sources, network, owned);

    internal IProbeTransport Transport { get; }

    internal ISourceAddressLookup Sources { get; }

    /// <summary>The simulated network, null when the probes are real.</summary>
    internal Network? Network { get; }

    /// <summary>The process id, which identifiers of real probes are made of; null in a simulation, where they are constant.</summary>
    internal int? ProcessId => Network is null ? Environment.ProcessId : null;

    /// <summary>Opens what the arguments ask for.</summary>
    /// <exception cref="ProbingException">This machine does not let us probe.</exception>
    internal static Vantage Open(ProgramArguments arguments)
    {
        if (arguments.Value("lab") is { } name)
        {
            Network network = LabNetworks.Load(name);
            var simulated = new SimulatedTransport(network, (ulong)arguments.Number("seed", 0, int.MaxValue, 1));
            return new(simulated, simulated, network, owned: null);
        }

        if (arguments.Has("seed"))
        {
            throw new UsageException("--seed belongs to --lab NAME; real networks have none");
        }

        return OperatingSystem.IsLinux()
            ? OpenSockets()
            : throw new UsageException("raw sockets are used on Linux only; elsewhere there is --lab NAME");
    }

    public void Dispose() => _owned?.Dispose();

    [SupportedOSPlatform("linux")]
    private static Vantage OpenSockets()
    {
        var transport = PortableRawTransport.Open(new());
        return new(transport, transport, network: null, transport);
    }
}
