namespace Vtnt.Lab;

/// <summary>Who removes the last label of an LSP, and what the last LSR sends (RFC 3032 section 2.1, RFC 3031 section 3.16).</summary>
internal enum PopRule : byte
{
    /// <summary>The penultimate router pops.</summary>
    Php,

    /// <summary>The egress receives an ordinary label and pops it.</summary>
    Uhp,

    /// <summary>The egress receives explicit null (0, or 2 for IPv6) and pops it.</summary>
    ExplicitNull,
}
