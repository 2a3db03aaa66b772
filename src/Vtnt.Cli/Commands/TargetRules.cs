using System.Net;
using System.Net.Sockets;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Which words are destinations that may be probed.</summary>
internal sealed class TargetRules
{
    private readonly bool _onlyIPv4, _onlyIPv6, _allowReserved;
    private readonly Network? _network;

    internal TargetRules(ProgramArguments arguments, Vantage vantage)
    {
        (_onlyIPv4, _onlyIPv6, _network) = (arguments.OnlyIPv4, arguments.OnlyIPv6, vantage.Network);
        _allowReserved = arguments.Has("allow-reserved") || _network is not null;
    }

    /// <summary>Reads an address or looks a name up.</summary>
    /// <returns>What is wrong, in one sentence; null when <paramref name="address"/> may be probed.</returns>
    internal string? TryRead(string word, out HostAddress address)
    {
        if (!HostAddress.TryParse(word, out address) && TryResolve(word, out address) is { } problem)
        {
            return problem;
        }

        return (_onlyIPv4 && !address.IsIPv4) || (_onlyIPv6 && !address.IsIPv6) ? $"{word} is not an {Family} address"
            : !_allowReserved && ReservedPrefixes.Contains(address)
                ? $"{address} is a private or otherwise reserved address; --allow-reserved says that such are ordinary here"
            : null;
    }

    /// <summary>What a simulated network measures when nobody says what: its destinations, by their address of the wanted family.</summary>
    internal IEnumerable<HostAddress> DefaultsOf(Network network)
    {
        foreach (HostAddress destination in network.Destinations)
        {
            HostAddress address = _onlyIPv6 && network.NameOf(destination) is { } name ? network.AddressOf(name, AddressKind.IPv6) : destination;
            yield return !address.IsNone
                ? address
                : throw new UsageException($"{destination} has no IPv6 address; leave out -6 or name a destination");
        }
    }

    private string Family => _onlyIPv4 ? "IPv4" : "IPv6";

    private string? TryResolve(string name, out HostAddress address)
    {
        address = default;
        if (_network is { } network)
        {
            address = network.AddressOf(name, _onlyIPv6 ? AddressKind.IPv6 : AddressKind.IPv4);
            return address.IsNone ? $"'{name}' is neither an address nor a node of the network that has one; 'vtnt lab show NAME' names them" : null;
        }

        AddressFamily family = _onlyIPv4 ? AddressFamily.InterNetwork : _onlyIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.Unspecified;
        try
        {
            IPAddress[] found = Dns.GetHostAddresses(name, family);
            if (found.Length == 0)
            {
                return $"the name '{name}' has no address; check its spelling or give an address";
            }

            address = HostAddress.FromIPAddress(found[0]);
            return null;
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            return $"'{name}' is neither an address nor a name that can be looked up here ({failure.Message}); check its spelling or give an address";
        }
    }
}
