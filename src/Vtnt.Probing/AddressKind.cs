namespace Vtnt.Probing;

/// <summary>The family of a <see cref="HostAddress"/>, in sorting order.</summary>
public enum AddressKind : byte
{
    /// <summary>No address.</summary>
    None = 0,

    /// <summary>Internet Protocol version 4 (RFC 791).</summary>
    IPv4 = 4,

    /// <summary>Internet Protocol version 6 (RFC 8200).</summary>
    IPv6 = 6,
}
