using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>Configures the interfaces of the namespace that the calling thread is in.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InterfaceSetup : IDisposable
{
    private readonly int _ipv4;
    private readonly int _ipv6;

    internal InterfaceSetup()
    {
        _ipv4 = Libc.Socket(Libc.FamilyIPv4, Libc.SocketDatagram | Libc.SocketCloseOnExec, 0);
        if (_ipv4 < 0)
        {
            throw Failure.Of("open a socket for the lab's interface");
        }

        _ipv6 = Libc.Socket(Libc.FamilyIPv6, Libc.SocketDatagram | Libc.SocketCloseOnExec, 0);
    }

    /// <summary>True when the system has IPv6.</summary>
    internal bool HasIPv6 => _ipv6 >= 0;

    internal void Raise(string name)
    {
        var request = new InterfaceRequest(name);
        Check(Libc.Control(_ipv4, Libc.GetInterfaceFlags, ref request), name);
        request.Flags |= Libc.InterfaceUp;
        Check(Libc.Control(_ipv4, Libc.SetInterfaceFlags, ref request), name);
    }

    internal void SetMtu(string name, int mtu)
    {
        var request = new InterfaceRequest(name) { Mtu = mtu };
        Check(Libc.Control(_ipv4, Libc.SetMtu, ref request), name);
    }

    /// <summary>Sets how many packets wait for whoever reads them; what comes then is lost.</summary>
    internal void SetQueueLength(string name, int packets)
    {
        var request = new InterfaceRequest(name) { QueueLength = packets };
        Check(Libc.Control(_ipv4, Libc.SetQueueLength, ref request), name);
    }

    /// <summary>Gives an interface an address of its own, without a prefix around it.</summary>
    internal void AddAddress(string name, HostAddress address)
    {
        if (address.IsIPv4)
        {
            var request = new InterfaceRequest(name) { Address = new(address.IPv4Value) };
            Check(Libc.Control(_ipv4, Libc.SetAddress, ref request), name);
            request.Address = new(uint.MaxValue);
            Check(Libc.Control(_ipv4, Libc.SetNetmask, ref request), name);
            return;
        }

        var requestV6 = new AddressRequestV6 { Address = AddressBytes.From(address), PrefixLength = 128, Index = IndexOf(name) };
        Check(Libc.Control(_ipv6, Libc.SetAddress, ref requestV6), name);
        AwaitAddress(address);
    }

    /// <summary>
    /// Waits until an IPv6 address may be used: even where nobody can have it too, the kernel holds it back as tentative
    /// (RFC 4862, section 5.4) until a worker of its own has come by; probes would leave with another address.
    /// </summary>
    private static void AwaitAddress(HostAddress address)
    {
        const uint Tentative = 0x40;
        Span<byte> bytes = stackalloc byte[16];
        address.WriteTo(bytes);
        string text = Convert.ToHexStringLower(bytes);
        SpinWait.SpinUntil(
            () =>
            {
                foreach (string line in File.ReadLines("/proc/thread-self/net/if_inet6"))
                {
                    // Address, interface, prefix length, scope, flags, name.
                    if (line.StartsWith(text, StringComparison.Ordinal) && (Convert.ToUInt32(line.Split(' ')[4], 16) & Tentative) == 0)
                    {
                        return true;
                    }
                }

                return false;
            },
            TimeSpan.FromSeconds(2));
    }

    /// <summary>Sends what goes to a prefix out by an interface.</summary>
    internal unsafe void AddRoute(string name, HostAddress network, int length)
    {
        if (network.IsIPv6)
        {
            var requestV6 = new RouteRequestV6
            {
                Destination = AddressBytes.From(network),
                DestinationLength = (ushort)length,
                Metric = 1,
                Flags = RouteRequestV6.Up,
                Index = IndexOf(name),
            };
            Check(Libc.Control(_ipv6, Libc.AddRoute, ref requestV6), name);
            return;
        }

        Span<byte> device = stackalloc byte[16];
        device[System.Text.Encoding.ASCII.GetBytes(name, device)] = 0;
        fixed (byte* pointer = device)
        {
            var request = new RouteRequest
            {
                Destination = new(network.IPv4Value),
                Gateway = new(0),
                Mask = new(uint.MaxValue << (32 - length)),
                Flags = RouteRequest.Up,
                Device = pointer,
            };
            Check(Libc.Control(_ipv4, Libc.AddRoute, ref request), name);
        }
    }

    private int IndexOf(string name)
    {
        var request = new InterfaceRequest(name);
        Check(Libc.Control(_ipv4, Libc.GetInterfaceIndex, ref request), name);
        return request.Index;
    }

    private static void Check(int result, string name)
    {
        if (result < 0)
        {
            throw Failure.Of($"configure the interface '{name}'");
        }
    }

    public void Dispose()
    {
        _ = Libc.Close(_ipv4);
        if (HasIPv6)
        {
            _ = Libc.Close(_ipv6);
        }
    }
}
