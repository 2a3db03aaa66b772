using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>
/// A simulated network behind a TUN interface, in a network namespace of its own: real packets of any program that runs
/// inside cross it, with the delays that the network's text gives. The namespace has the loopback interface, the
/// interface <see cref="InterfaceName"/> with the vantage point's addresses, and routes to the network's prefixes;
/// nothing else, and no default route. It has no name and leaves nothing behind, whatever ends this process.
/// Needs root and /dev/net/tun.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LabNamespace : IDisposable
{
    /// <summary>The name of the interface that leads to the network.</summary>
    public const string InterfaceName = "lab0";

    private const int LargestMtu = 1500, QueueLength = 16384;

    private readonly NetworkNamespace _namespace;
    private readonly TunDevice _device;
    private readonly TunPump _pump;
    private bool _isDisposed;

    private LabNamespace(NetworkNamespace @namespace, TunDevice device, TunPump pump, Network network, bool hasIPv6)
    {
        _namespace = @namespace;
        _device = device;
        _pump = pump;
        Network = network;
        SourceIPv6 = hasIPv6 ? network.SourceIPv6 : HostAddress.None;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The IPv4 address of programs inside, <see cref="HostAddress.None"/> when the network has none for them.</summary>
    public HostAddress Source => Network.Source;

    /// <summary>The IPv6 address of programs inside, <see cref="HostAddress.None"/> when the network has none for them or the system no IPv6.</summary>
    public HostAddress SourceIPv6 { get; }

    /// <summary>Arrived packets that the kernel did not take, because the interface was down or its queue full.</summary>
    public long RefusedPackets => _pump.Refused;

    /// <summary>Makes the namespace and puts the network into operation; lab time starts now and runs with the clock.</summary>
    /// <param name="network">The network; it is not changed.</param>
    /// <param name="seed">What loss, jitter, duplication and the nodes' IP-IDs are drawn from.</param>
    /// <exception cref="ProbingException">Not root, no TUN device, or the system refused; the message says what to do.</exception>
    public static LabNamespace Open(Network network, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        var @namespace = NetworkNamespace.Create(() => Furnish(network), out (TunDevice Device, bool HasIPv6) inside);
        return new(@namespace, inside.Device, new TunPump(inside.Device, network, seed), network, inside.HasIPv6);
    }

    /// <summary>
    /// Runs a program inside, with this process's input, output, environment and working directory, and waits for its
    /// end. While it runs, Ctrl-C is left to it, and SIGTERM and SIGHUP are passed on to it.
    /// </summary>
    /// <param name="command">The program's name or path, then its arguments.</param>
    /// <returns>Its exit code; 128 + the signal when a signal ended it.</returns>
    /// <exception cref="ArgumentException">There is no first word.</exception>
    /// <exception cref="ProbingException">There is no such program, or the lab has failed.</exception>
    public int Run(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count, nameof(command));
        string path = ChildProgram.Find(command[0]);
        using var program = new ChildProgram();
        return Execute(() => program.Run(path, command));
    }

    /// <summary>
    /// Runs a function on a new thread inside and waits for it; what it throws comes out here. Sockets that it opens
    /// belong to the namespace and may be used by any thread. Threads and asynchronous work that it starts stay inside.
    /// </summary>
    /// <exception cref="ProbingException">The lab has failed.</exception>
    public T Execute<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _pump.Check();
        return _namespace.Execute(function);
    }

    /// <inheritdoc cref="Execute{T}(Func{T})"/>
    public void Execute(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Execute(() =>
        {
            action();
            return true;
        });
    }

    /// <summary>Ends the network and removes its interface; the namespace goes when the last program inside does.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _pump.Dispose();
            _device.Dispose();
            _namespace.Dispose();
        }
    }

    // On a thread in the namespace.
    private static (TunDevice Device, bool HasIPv6) Furnish(Network network)
    {
        TunDevice device = TunDevice.Open(InterfaceName);
        bool isConfigured = false;
        try
        {
            using var setup = new InterfaceSetup();
            setup.Raise("lo");
            Configure(setup, network);
            isConfigured = true;
            return (device, setup.HasIPv6);
        }
        finally
        {
            if (!isConfigured)
            {
                device.Dispose();
            }
        }
    }

    private static void Configure(InterfaceSetup setup, Network network)
    {
        if (!network.Source.IsNone)
        {
            setup.AddAddress(InterfaceName, network.Source);
        }

        setup.SetMtu(InterfaceName, Math.Min(LargestMtu, network.Vantage.Ends[0].Link.Mtu));
        setup.SetQueueLength(InterfaceName, QueueLength);
        setup.Raise(InterfaceName);
        if (!network.SourceIPv6.IsNone && setup.HasIPv6)
        {
            setup.AddAddress(InterfaceName, network.SourceIPv6);
        }

        foreach ((HostAddress prefix, int length) in LabRoutes.Of(network))
        {
            if (prefix.IsIPv4 ? !network.Source.IsNone : !network.SourceIPv6.IsNone && setup.HasIPv6)
            {
                setup.AddRoute(InterfaceName, prefix, length);
            }
        }
    }
}
