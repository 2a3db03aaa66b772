namespace Vtnt.Probing.Transports;

/// <summary>What a netlink message says about a route; what it does not say is 0 or null.</summary>
internal struct RouteFields
{
    internal int InterfaceIndex;
    internal int Mtu;
    internal bool IsLocal;
    internal HostAddress? Gateway;
    internal HostAddress? Source;
}
