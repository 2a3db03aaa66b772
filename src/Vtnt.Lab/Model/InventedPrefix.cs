namespace Vtnt.Lab;

/// <summary>
/// A prefix of whose every address a hostile router pretends that it lies behind one more router, whose address is the
/// next one of the prefix: whoever asks for that one is shown another.
/// </summary>
internal readonly record struct InventedPrefix(HostAddress Network, int Length)
{
    /// <summary>How many routers the way back from the invented ones seems to be longer, so that it looks like a return tunnel.</summary>
    internal const int Detour = 5;

    internal bool Contains(HostAddress address) => address.Kind == Network.Kind && AddressPlan.CommonLength(Network, address) >= Length;

    /// <summary>The router that is shown in front of an address.</summary>
    internal HostAddress Before(HostAddress address)
    {
        HostAddress next = address.IsIPv4 ? HostAddress.FromIPv4(address.IPv4Value + 1) : HostAddress.FromIPv6(address.IPv6Value + UInt128.One);
        return Contains(next) ? next : Network;
    }
}
