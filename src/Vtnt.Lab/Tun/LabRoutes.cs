namespace Vtnt.Lab.Tun;

/// <summary>The prefixes that lead into a lab: the two that labs are made of, and whatever else a network's text has.</summary>
internal static class LabRoutes
{
    private static readonly HostAddress UsualIPv4 = HostAddress.Parse("198.18.0.0"), UsualIPv6 = HostAddress.Parse("2001:db8::");

    private const int UsualLengthIPv4 = 15, UsualLengthIPv6 = 32;

    /// <summary>The prefixes, each once, none of them a default route.</summary>
    internal static List<(HostAddress Network, int Length)> Of(Network network)
    {
        List<(HostAddress Network, int Length)> routes = [(UsualIPv4, UsualLengthIPv4), (UsualIPv6, UsualLengthIPv6)];
        foreach ((HostAddress address, int length) in network.Addresses.Prefixes)
        {
            HostAddress prefix = AddressPlan.NetworkOf(address, Math.Max(1, length));
            if (length > 0 && !IsUsual(prefix, length) && !routes.Contains((prefix, length)))
            {
                routes.Add((prefix, length));
            }
        }

        return routes;
    }

    private static bool IsUsual(HostAddress prefix, int length) => prefix.IsIPv4
        ? length >= UsualLengthIPv4 && AddressPlan.CommonLength(prefix, UsualIPv4) >= UsualLengthIPv4
        : length >= UsualLengthIPv6 && AddressPlan.CommonLength(prefix, UsualIPv6) >= UsualLengthIPv6;
}
