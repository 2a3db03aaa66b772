using System.Collections.Immutable;

namespace Vtnt.Lab;

/// <summary>
/// A simulated network, read from its text (docs/lab.md): routers and hosts, links, MPLS domains, a vantage point.
/// Immutable; any number of transports may share one.
/// </summary>
public sealed class Network
{
    private readonly ImmutableArray<HostAddress> _destinations;
    private readonly ImmutableArray<TunnelTruth> _truths;

    internal Network(
        string title, Node vantage, ImmutableArray<Node> nodes, AddressPlan addresses, ImmutableArray<RouteEpoch> epochs,
        ImmutableArray<HostAddress> destinations, ImmutableArray<TunnelTruth> truths, int classCount)
    {
        Title = title;
        Vantage = vantage;
        Nodes = nodes;
        Addresses = addresses;
        Epochs = epochs;
        ClassCount = classCount;
        _destinations = destinations;
        _truths = truths;
    }

    /// <summary>One line that says what the network shows; empty when its text has no title.</summary>
    public string Title { get; }

    /// <summary>The IPv4 address of the vantage point, <see cref="HostAddress.None"/> when it has none.</summary>
    public HostAddress Source => LinkAddressOf(Vantage, AddressKind.IPv4);

    /// <summary>The IPv6 address of the vantage point, <see cref="HostAddress.None"/> when it has none.</summary>
    public HostAddress SourceIPv6 => LinkAddressOf(Vantage, AddressKind.IPv6);

    /// <summary>What is measured when nobody says what to measure; at least one address.</summary>
    public IReadOnlyList<HostAddress> Destinations => _destinations;

    /// <summary>The tunnels on the ways to the destinations, in the order of the text: by destination, then from the vantage point.</summary>
    public IReadOnlyList<TunnelTruth> Truths => _truths;

    internal Node Vantage { get; }

    internal ImmutableArray<Node> Nodes { get; }

    internal AddressPlan Addresses { get; }

    /// <summary>The routes by time, the first from the start on; at least one.</summary>
    internal ImmutableArray<RouteEpoch> Epochs { get; }

    /// <summary>How many forwarding equivalence classes there are.</summary>
    internal int ClassCount { get; }

    /// <summary>Reads a network.</summary>
    /// <param name="text">The text, lines ended by LF or CR LF.</param>
    /// <exception cref="LabFormatException">The text is not a network; the message says where and why.</exception>
    public static Network Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NetworkParser(text).Parse();
    }

    /// <summary>The name of the router or host that has an address, or null when nobody in the network has it.</summary>
    public string? NameOf(HostAddress address) => Addresses.TryFind(address, out AddressOwner owner) ? owner.Node?.Name : null;

    /// <summary>
    /// The address that stands for a router or host: its first loopback of the family, or else that of its first link;
    /// <see cref="HostAddress.None"/> when it has none or there is no such node.
    /// </summary>
    /// <param name="name">The name in the network's text.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    public HostAddress AddressOf(string name, AddressKind family)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (Node node in Nodes)
        {
            if (node.Name == name)
            {
                return AddressOf(node, family);
            }
        }

        return HostAddress.None;
    }

    private static HostAddress AddressOf(Node node, AddressKind family)
    {
        foreach (HostAddress loopback in node.Loopbacks)
        {
            if (loopback.Kind == family)
            {
                return loopback;
            }
        }

        return LinkAddressOf(node, family);
    }

    private static HostAddress LinkAddressOf(Node node, AddressKind family)
    {
        foreach (LinkEnd end in node.Ends)
        {
            if (end.AddressOf(family) is { IsNone: false } address)
            {
                return address;
            }
        }

        return HostAddress.None;
    }
}
