using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The label stack with which the expired packet arrived (RFC 4950 section 3), as evidence of a tunnel: explicit or
/// opaque (CCR 2012, section 3; TMA 2019, section 2.2).
/// </summary>
internal static class Labels
{
    /// <summary>Label of the IPv4 and of the IPv6 explicit null (RFC 3032 section 2.1, RFC 4182).</summary>
    internal const int IPv4ExplicitNull = 0, IPv6ExplicitNull = 2;

    /// <summary>The least LSE-TTL from which a number of hidden routers can be read; below it, the label started lower than 255.</summary>
    private const byte LeastPlausibleOpaqueTtl = 192;

    /// <summary>
    /// The verdict of the top entry: its TTL is 1 (or 0, or 255 where it is not counted) when the label expired here;
    /// any other value was left over at the sudden end of a tunnel.
    /// </summary>
    internal static LabelVerdict Evaluate(ReadOnlySpan<LabelStackEntry> stack) =>
        stack.IsEmpty ? LabelVerdict.None
        : stack[0].LseTtl is 0 or 1 or 255 ? LabelVerdict.Explicit
        : LabelVerdict.Opaque;

    /// <summary>
    /// Routers hidden before an opaque hop, within one: 255 − LSE-TTL. Null when the TTL is too low to have started at 255.
    /// </summary>
    internal static int? HiddenRouters(byte lseTtl) => lseTtl is >= LeastPlausibleOpaqueTtl and < 255 ? 255 - lseTtl : null;

    /// <summary>True when the only label is an explicit null: the router is the end of its tunnel (ultimate-hop popping).</summary>
    internal static bool IsExplicitNull(ReadOnlySpan<LabelStackEntry> stack) =>
        stack is [{ Label: IPv4ExplicitNull or IPv6ExplicitNull }];

    /// <summary>
    /// True when the router shows alone the inner label that the router before showed below another one: the transport
    /// label was popped before (RFC 3032 section 2.2), so this is where the packet leaves the outer tunnel.
    /// </summary>
    internal static bool IsSoleInnerLabel(ReadOnlySpan<LabelStackEntry> previous, ReadOnlySpan<LabelStackEntry> stack) =>
        stack.Length == 1 && previous.Length == 2 && previous[1].Label == stack[0].Label && previous[0].Label != stack[0].Label;
}
