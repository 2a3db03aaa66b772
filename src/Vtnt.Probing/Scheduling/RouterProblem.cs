namespace Vtnt.Probing;

/// <summary>Whether probes leave by the router that a measurement asks for.</summary>
internal static class RouterProblem
{
    /// <summary>What is wrong, or null.</summary>
    internal static string? Of(HostAddress? wanted, ISourceAddressLookup sources, HostAddress destination) =>
        wanted is not { } router ? null
        : router.Kind != destination.Kind ? "router and destination must be of one address family"
        : (sources as IRouteLookup)?.RouterFor(destination) == router ? null
        : $"probes do not leave by router {router}; open a transport that hands them to it";
}
