using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Vtnt.Probing;

/// <summary>
/// An IPv4 or IPv6 address: 16 bytes and a family, no allocation. An IPv4-mapped IPv6 address
/// (<c>::ffff:0:0/96</c>) stays IPv6 and never equals the IPv4 address inside it. Ordered by family
/// (absent, IPv4, IPv6), then by bytes. The default value is <see cref="None"/>, "no address".
/// </summary>
public readonly partial struct HostAddress : IEquatable<HostAddress>, IComparable<HostAddress>, ISpanFormattable
{
    private readonly ulong _high;
    private readonly ulong _low;

    private HostAddress(AddressKind kind, ulong high, ulong low)
    {
        Kind = kind;
        _high = high;
        _low = low;
    }

    /// <summary>No address: what a silent or unknown party has.</summary>
    public static HostAddress None => default;

    /// <summary>The family, or <see cref="AddressKind.None"/> for the default value.</summary>
    public AddressKind Kind { get; }

    /// <summary>True for an IPv4 address.</summary>
    public bool IsIPv4 => Kind == AddressKind.IPv4;

    /// <summary>True for an IPv6 address, IPv4-mapped ones included.</summary>
    public bool IsIPv6 => Kind == AddressKind.IPv6;

    /// <summary>True for the default value.</summary>
    public bool IsNone => Kind == AddressKind.None;

    /// <summary>Bytes that <see cref="WriteTo"/> writes: 4, 16, or 0 for <see cref="None"/>.</summary>
    public int Length => Kind switch { AddressKind.IPv4 => 4, AddressKind.IPv6 => 16, _ => 0 };

    /// <summary>The IPv4 address as a number in host order: 192.0.2.1 is 0xC0000201.</summary>
    /// <exception cref="InvalidOperationException">The address is not IPv4.</exception>
    public uint IPv4Value => IsIPv4 ? (uint)_low : throw new InvalidOperationException("The address is not IPv4.");

    /// <summary>The IPv6 address as a number in host order.</summary>
    /// <exception cref="InvalidOperationException">The address is not IPv6.</exception>
    public UInt128 IPv6Value => IsIPv6 ? new UInt128(_high, _low) : throw new InvalidOperationException("The address is not IPv6.");

    /// <summary>An IPv4 address from its number in host order.</summary>
    public static HostAddress FromIPv4(uint value) => new(AddressKind.IPv4, 0, value);

    /// <summary>An IPv6 address from its number in host order.</summary>
    public static HostAddress FromIPv6(UInt128 value) => new(AddressKind.IPv6, (ulong)(value >> 64), (ulong)value);

    /// <summary>An address from its bytes in network order: 4 make IPv4, 16 make IPv6.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> has another length.</exception>
    public static HostAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        16 => new(AddressKind.IPv6, BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])),
        _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Converts from the framework's type. A scope identifier is dropped.</summary>
    public static HostAddress FromIPAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return FromBytes(bytes[..length]);
    }

    /// <summary>Converts to the framework's type.</summary>
    /// <exception cref="InvalidOperationException">The address is <see cref="None"/>.</exception>
    public IPAddress ToIPAddress()
    {
        if (IsNone)
        {
            throw new InvalidOperationException("There is no address to convert.");
        }

        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..WriteTo(bytes)]);
    }

    /// <summary>Writes the address in network order and returns <see cref="Length"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="Length"/>.</exception>
    public int WriteTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException("The destination is too short for the address.", nameof(destination));
        }

        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        }
        else if (IsIPv6)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
            BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
        }

        return Length;
    }

    /// <inheritdoc/>
    public bool Equals(HostAddress other) => Kind == other.Kind && _low == other._low && _high == other._high;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is HostAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _high, _low);

    /// <inheritdoc/>
    public int CompareTo(HostAddress other)
    {
        int byKind = ((byte)Kind).CompareTo((byte)other.Kind);
        int byHigh = byKind != 0 ? byKind : _high.CompareTo(other._high);
        return byHigh != 0 ? byHigh : _low.CompareTo(other._low);
    }

    /// <summary>True when both have the same family and bytes.</summary>
    public static bool operator ==(HostAddress left, HostAddress right) => left.Equals(right);

    /// <summary>True when family or bytes differ.</summary>
    public static bool operator !=(HostAddress left, HostAddress right) => !left.Equals(right);

    /// <summary>Orders by family, then bytes.</summary>
    public static bool operator <(HostAddress left, HostAddress right) => left.CompareTo(right) < 0;

    /// <summary>Orders by family, then bytes.</summary>
    public static bool operator >(HostAddress left, HostAddress right) => left.CompareTo(right) > 0;

    /// <summary>Orders by family, then bytes.</summary>
    public static bool operator <=(HostAddress left, HostAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by family, then bytes.</summary>
    public static bool operator >=(HostAddress left, HostAddress right) => left.CompareTo(right) >= 0;
}
