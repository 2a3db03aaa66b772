using System.Runtime.Versioning;
using Vtnt.Lab;
using Vtnt.Probing;
using Vtnt.Probing.Pcap;
using Vtnt.Probing.Transports;

namespace Vtnt.Cli;

/// <summary>Where probes leave from: this machine's sockets, or the vantage point of a simulated network.</summary>
internal sealed class Vantage : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private CaptureWriter? _capture;

    private Vantage(IProbeTransport transport, ISourceAddressLookup sources, Network? network) =>
        (Transport, Sources, Network) = (transport, sources, network);

    internal IProbeTransport Transport { get; private set; }

    internal ISourceAddressLookup Sources { get; }

    /// <summary>The simulated network, null when the probes are real.</summary>
    internal Network? Network { get; }

    /// <summary>True when probes leave this machine.</summary>
    internal bool IsReal { get; private init; }

    /// <summary>The process id, which identifiers of real probes are made of; null in a simulation, where they are constant.</summary>
    internal int? ProcessId => IsReal ? Environment.ProcessId : null;

    /// <summary>The transport when raw sockets were refused for lack of privilege, else null.</summary>
    internal UnprivilegedTransport? Unprivileged { get; private set; }

    /// <summary>Why raw sockets were refused; null when they were not.</summary>
    internal ProbingException? Refusal { get; private set; }

    /// <summary>Opens what the arguments ask for.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="needs">What the measurement needs.</param>
    /// <param name="wire">What probes leave by in place of sockets, which tells source addresses too; null for sockets.</param>
    /// <exception cref="ProbingException">This machine does not let us probe.</exception>
    internal static Vantage Open(ProgramArguments arguments, VantageNeeds needs, IProbeTransport? wire)
    {
        if (needs.Router is not null && arguments.Has("lab"))
        {
            throw new UsageException("-r belongs to real networks; a simulated one has its own routes");
        }

        if (needs.FirstFragments && arguments.Has("lab"))
        {
            throw new UsageException("-M belongs to real networks; a simulated one makes no fragments");
        }

        if (needs.Datalink && arguments.Has("lab"))
        {
            throw new UsageException("-O dl belongs to real networks; a simulated one has no packet sockets");
        }

        Vantage vantage = arguments.Has("lab") ? OpenLab(arguments)
            : wire is not null ? new Vantage(wire, (ISourceAddressLookup)wire, network: null)
            : OpenNetwork(arguments, needs);
        if (arguments.Value("record") is { } path)
        {
            vantage.Record(path);
        }

        return vantage;
    }

    /// <summary>Hands what was recorded so far to the file.</summary>
    internal void Flush() => _capture?.Flush();

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }
    }

    private static Vantage OpenLab(ProgramArguments arguments)
    {
        Network network = LabNetworks.Load(arguments.Value("lab")!);
        var simulated = new SimulatedTransport(network, (ulong)arguments.Number("seed", 0, int.MaxValue, 1));
        return new(simulated, simulated, network);
    }

    private static Vantage OpenNetwork(ProgramArguments arguments, VantageNeeds needs)
    {
        if (arguments.Has("seed"))
        {
            throw new UsageException("--seed belongs to --lab NAME; real networks have none");
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new UsageException("raw sockets are used on Linux only; elsewhere there is --lab NAME");
        }

        HostAddress? source = ProbingPolicy.ReadSource(arguments);
        string? device = arguments.Value("interface");
        if (needs.Datalink && needs.Router is null)
        {
            device ??= InterfaceTowards(arguments.Operands);
        }

        if (needs.Datalink || needs.Router is not null)
        {
            var datalink = DatalinkTransport.Open(new() { Router = needs.Router, Source = source, Interface = device, Tcp = needs.Tcp, Udp = true });
            return Own(datalink, datalink);
        }

        try
        {
            var transport = RawSocketTransport.Open(new() { Source = source, Interface = device, Tcp = needs.Tcp });
            return Own(transport, transport);
        }
        catch (ProbingException refusal) when (refusal.Error == ProbingError.Privilege && !needs.Tcp && !arguments.Has("record"))
        {
            // A recording holds what was on the wire; what ordinary sockets tell is less.
            var transport = UnprivilegedTransport.Open(new() { Source = source, Interface = device });
            Vantage vantage = Own(transport, transport);
            (vantage.Unprivileged, vantage.Refusal) = (transport, refusal);
            return vantage;
        }
    }

    /// <summary>The interface that leads to the first destination, which a packet socket is bound to.</summary>
    [SupportedOSPlatform("linux")]
    private static string InterfaceTowards(List<string> destinations)
    {
        bool isAddress = HostAddress.TryParse(destinations.Count > 0 ? destinations[0] : "", out HostAddress first);
        return (isAddress ? RouteTable.Find(first)?.Link.Name : null)
            ?? throw new UsageException("a packet socket belongs to one interface; --interface NAME says which");
    }

    private static Vantage Own<T>(T transport, ISourceAddressLookup sources)
        where T : IProbeTransport, IDisposable
    {
        var vantage = new Vantage(transport, sources, network: null) { IsReal = true };
        vantage._owned.Add(transport);
        return vantage;
    }

    private void Record(string path)
    {
        _capture = CaptureFile.Create(path);
        _owned.Insert(0, _capture);
        Transport = new RecordingTransport(Transport, _capture);
    }
}
