namespace Vtnt.Lab;

/// <summary>
/// A forwarding equivalence class (RFC 3031 section 2.1): packets to one prefix, or by one egress. Every prefix has one
/// for routing; a domain decides which of them it binds labels to.
/// </summary>
internal sealed class Fec(int ordinal, Node first, Node? second, Link? link, bool isLoopback)
{
    /// <summary>Its number in the network, from 0.</summary>
    internal int Ordinal { get; } = ordinal;

    /// <summary>A node that the prefix is attached to.</summary>
    internal Node First { get; } = first;

    /// <summary>The other one, for the prefix of a link.</summary>
    internal Node? Second { get; } = second;

    /// <summary>The link whose prefix it is, or null.</summary>
    internal Link? Link { get; } = link;

    /// <summary>True for loopbacks, the only prefixes that every LDP binds labels to.</summary>
    internal bool IsLoopback { get; } = isLoopback;

    /// <summary>True when <paramref name="node"/> ends every LSP for this class.</summary>
    internal bool IsAttachedTo(Node node) => ReferenceEquals(First, node) || ReferenceEquals(Second, node);
}
