namespace Vtnt.Lab;

/// <summary>An MPLS domain: routers that bind labels for each other by LDP. Filled by the parser, unchanged afterwards.</summary>
internal sealed class Domain(string name, int line)
{
    internal string Name { get; } = name;

    internal int Line { get; } = line;

    internal List<Node> Members { get; } = [];

    /// <summary>Labels are bound to link prefixes too, not only to loopbacks.</summary>
    internal bool BindsAllPrefixes { get; set; }

    internal PopRule Pop { get; set; }

    /// <summary>An ingress copies the IP-TTL into what it pushes (RFC 3443 uniform model); otherwise it writes 255.</summary>
    internal bool PropagatesTtl { get; set; } = true;

    /// <summary>Time-exceeded messages carry the label stack (RFC 4950).</summary>
    internal bool ReportsLabels { get; set; } = true;

    /// <summary>An LSR copies the LSE-TTL into the IP header that it quotes, so that every hop quotes 1.</summary>
    internal bool QuotesLseTtl { get; set; }

    /// <summary>An LSR sends the errors it originates on along the LSP, whose end turns them back (RFC 3032 section 2.3.2).</summary>
    internal bool TunnelsErrors { get; set; } = true;

    internal EgressExpiry EgressExpiry { get; set; }

    /// <summary>The labels that the routers allocate, both ends included.</summary>
    internal int FirstLabel { get; set; } = 24000;

    internal int LastLabel { get; set; } = 24999;

    /// <summary>The label of a class is the same at every router (RFC 8660), not one that each router has chosen.</summary>
    internal bool HasConstantLabels { get; set; }

    /// <summary>Where transit traffic passes before its egress, each a segment of its own (RFC 8402), in order.</summary>
    internal List<Node> Segments { get; } = [];

    /// <summary>
    /// Labels below the transport label on transit traffic, outermost first; the egress pops them. 0 stands for explicit
    /// null, which is 2 for IPv6.
    /// </summary>
    internal List<int> InnerLabels { get; } = [];

    /// <summary>Egress routers that nobody has an LSP to.</summary>
    internal List<Node> WithoutLsp { get; } = [];

    internal bool Contains(Node node) => node.Domains.Contains(this);

    /// <summary>The label that <paramref name="router"/> has bound to a class: it never changes, and differs along an LSP unless labels are constant.</summary>
    internal int LabelOf(Node router, Fec fec) =>
        FirstLabel + ((fec.Ordinal + (HasConstantLabels ? 0 : 17 * router.Index)) % (LastLabel - FirstLabel + 1));
}
