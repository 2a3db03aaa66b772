using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>An address of a legacy file (type 5), which later records refer to by its place in the file.</summary>
public sealed record WartsAddressRecord : WartsRecord
{
    /// <inheritdoc/>
    public override int Type => (int)WartsRecordType.Address;

    /// <summary>The running number modulo 255.</summary>
    public required byte Id { get; init => field = Changed(value); }

    /// <summary>The format's number of the address type: 1 IPv4, 2 IPv6, 3 Ethernet, 4 IEEE 1394.</summary>
    public required byte AddressType { get; init => field = Changed(value); }

    /// <summary>The address in network order.</summary>
    public required ImmutableArray<byte> Bytes { get; init => field = Changed(value); }

    /// <summary>The address as a value; <see cref="HostAddress.None"/> for link-layer addresses.</summary>
    public HostAddress Address => new WartsAddress(AddressType, Bytes.AsSpan()).ToHostAddress();

    /// <summary>Equal numbers and bytes.</summary>
    public bool Equals(WartsAddressRecord? other) =>
        other is not null && Id == other.Id && AddressType == other.AddressType && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, AddressType, Bytes.Length);
}
