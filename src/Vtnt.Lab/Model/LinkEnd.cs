namespace Vtnt.Lab;

/// <summary>One end of a link: an interface of a node.</summary>
internal sealed class LinkEnd(Node node, Link link)
{
    internal Node Node { get; } = node;

    internal Link Link { get; } = link;

    /// <summary>Its IPv4 address, or none.</summary>
    internal HostAddress IPv4 { get; set; }

    /// <summary>Its IPv6 address, or none.</summary>
    internal HostAddress IPv6 { get; set; }

    /// <summary>The other end.</summary>
    internal LinkEnd Peer => ReferenceEquals(Link.First, this) ? Link.Second : Link.First;

    internal HostAddress AddressOf(AddressKind family) => family == AddressKind.IPv6 ? IPv6 : IPv4;
}
