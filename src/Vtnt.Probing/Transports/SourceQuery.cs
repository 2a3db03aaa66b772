using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Asks the routing table for source addresses, many times: by connecting one UDP socket per family, which sends nothing,
/// and undoing that (connect(2): a family of AF_UNSPEC). Opening a socket each time would cost several times as much.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SourceQuery(string? device) : IDisposable
{
    private int _v4 = -1, _v6 = -1;

    /// <summary>The address that packets to <paramref name="destination"/> leave with; null when they do not, or the system does not tell.</summary>
    internal HostAddress? For(HostAddress destination)
    {
        if (destination.IsNone)
        {
            return null;
        }

        ref int socket = ref destination.IsIPv6 ? ref _v6 : ref _v4;
        if (socket < 0 && !RouteLookup.TryOpen(destination, device, out socket))
        {
            return null;
        }

        HostAddress? source = RouteLookup.TryConnect(socket, destination) ? RouteLookup.NameOf(socket, destination.IsIPv6) : null;
        _ = Libc.Connect(socket, default(SocketAddressV4), SocketAddressV4.Size);
        return source;
    }

    public void Dispose()
    {
        Close(ref _v4);
        Close(ref _v6);
    }

    private static void Close(ref int socket)
    {
        if (socket >= 0)
        {
            _ = Libc.Close(socket);
            socket = -1;
        }
    }
}
