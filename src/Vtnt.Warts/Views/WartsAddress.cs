using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>An address as a warts record holds it, of any of the format's four types; the default value is "no address".</summary>
public readonly ref struct WartsAddress
{
    internal const byte IPv4 = 1, IPv6 = 2, Ethernet = 3, Ieee1394 = 4;

    internal WartsAddress(byte type, ReadOnlySpan<byte> bytes)
    {
        Type = type;
        Bytes = bytes;
    }

    /// <summary>The format's number of the type: 1 IPv4, 2 IPv6, 3 Ethernet, 4 IEEE 1394; 0 for no address.</summary>
    public byte Type { get; }

    /// <summary>The address in network order: 4, 16, 6 or 8 bytes; empty for no address.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>True for no address.</summary>
    public bool IsNone => Type == 0;

    internal bool IsIPv6 => Type == IPv6;

    /// <summary>The address as a value; <see cref="HostAddress.None"/> for no address and for link-layer addresses.</summary>
    public HostAddress ToHostAddress() => Type is IPv4 or IPv6 ? HostAddress.FromBytes(Bytes) : HostAddress.None;

    /// <summary>True when both have the same type and bytes.</summary>
    public bool SameAs(WartsAddress other) => Type == other.Type && Bytes.SequenceEqual(other.Bytes);

    /// <summary>Length in bytes of an address of the given type; 0 for a type that does not exist.</summary>
    internal static int LengthOf(byte type) => type switch { IPv4 => 4, IPv6 => 16, Ethernet => 6, Ieee1394 => 8, _ => 0 };
}
