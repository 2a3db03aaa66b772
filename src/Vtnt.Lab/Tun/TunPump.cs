using System.Diagnostics;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Lab.Tun;

/// <summary>
/// Carries packets between a TUN device and a simulated network on a thread of its own: what the kernel sends is
/// injected at once, what arrives is written at its time. Lab time starts when the pump does and then runs with the clock.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class TunPump : IDisposable
{
    private const int LongestPacket = 65535;
    private const long LongestWait = 3_600_000_000_000;

    private readonly TunDevice _device;
    private readonly Forwarder _forwarder;
    private readonly Thread _thread;
    private readonly Task _task;
    private readonly byte[] _buffer = new byte[LongestPacket];
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _refused;

    internal TunPump(TunDevice device, Network network, ulong seed)
    {
        _device = device;
        Warm(network);
        _forwarder = new(network, seed);
        _task = new(Carry);
        _thread = new(() => _task.RunSynchronously(TaskScheduler.Default)) { IsBackground = true, Name = "lab network" };
        _thread.Start();
    }

    /// <summary>Packets that the kernel did not take.</summary>
    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>Throws when packets are carried no longer though nobody asked for it.</summary>
    internal void Check()
    {
        if (_task.IsFaulted)
        {
            _task.GetAwaiter().GetResult();
        }
    }

    private long Now => SimulatedTransport.Start.Nanoseconds + (long)((Int128)(Stopwatch.GetTimestamp() - _startedAt) * 1_000_000_000 / Stopwatch.Frequency);

    // Compiles the way of a packet before the first real one, whose round trip would carry milliseconds of it otherwise.
    private static void Warm(Network network)
    {
        var forwarder = new Forwarder(network, 0);
        Span<byte> packet = stackalloc byte[60];
        foreach (HostAddress destination in network.Destinations)
        {
            HostAddress source = destination.IsIPv6 ? network.SourceIPv6 : network.Source;
            for (byte ttl = 1; ttl < 32 && !source.IsNone; ttl++)
            {
                ProbeKind kind = ttl % 2 == 0 ? ProbeKind.Udp : ProbeKind.IcmpEcho;
                ProbeWriter.Write(new Probe { Kind = kind, Source = source, Destination = destination, ProbeTtl = ttl, Size = 60 }, packet);
                forwarder.Inject(packet, SimulatedTransport.Start.Nanoseconds);
            }
        }
    }

    private void Carry()
    {
        do
        {
            TakeAll();
            DeliverDue();
        }
        while (_device.Wait(Math.Clamp(_forwarder.Arrivals.NextTime - Now, 0, LongestWait)));
    }

    private void TakeAll()
    {
        while (_device.Read(_buffer) is int length && length != 0)
        {
            if (length < 0)
            {
                throw new ProbingException(ProbingError.SocketFailed, $"The lab's interface '{_device.Name}' was removed; start the lab again.");
            }

            _forwarder.Inject(_buffer.AsSpan(0, length), Now);
            DeliverDue();
        }
    }

    private void DeliverDue()
    {
        ArrivalQueue arrivals = _forwarder.Arrivals;
        while (arrivals.NextTime <= Now)
        {
            if (!_device.TryWrite(arrivals.Next))
            {
                Interlocked.Increment(ref _refused);
            }

            arrivals.RemoveNext();
        }
    }

    /// <summary>Ends the thread; the device stays open.</summary>
    public void Dispose()
    {
        _device.Wake();
        _thread.Join();
    }
}
