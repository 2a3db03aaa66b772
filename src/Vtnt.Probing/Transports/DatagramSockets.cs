using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>The open sockets of an <see cref="UnprivilegedTransport"/>: one per protocol, source address and source port.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DatagramSockets(UnprivilegedOptions options) : IDisposable
{
    /// <summary>Sockets that are open at most; further source ports are refused.</summary>
    internal const int Most = 256;

    private readonly Dictionary<(byte Protocol, HostAddress Source, ushort Port), DatagramSocket> _byPort = [];

    /// <summary>All of them, in the order of opening.</summary>
    internal List<DatagramSocket> All { get; } = [];

    /// <summary>The socket that a probe leaves by, opened when it is the first one; null with the error number.</summary>
    internal DatagramSocket? For(in OrdinaryPacket probe, out int errno)
    {
        errno = 0;
        (byte, HostAddress, ushort) key = (probe.Protocol, probe.Source, probe.SourcePort);
        if (_byPort.TryGetValue(key, out DatagramSocket? socket))
        {
            return socket;
        }

        errno = Errno.NoBufferSpace;
        if (All.Count >= Most || DatagramSocket.TryOpen(probe.Source, probe.Protocol, probe.SourcePort, options, out errno) is not { } opened)
        {
            return null;
        }

        _byPort.Add(key, opened);
        All.Add(opened);
        return opened;
    }

    public void Dispose()
    {
        All.ForEach(static socket => socket.Dispose());
        All.Clear();
        _byPort.Clear();
    }
}
