using System.Collections.Immutable;

namespace Vtnt.Probing.Transports;

/// <summary>A network interface, as the kernel describes it.</summary>
public sealed record NetworkLink
{
    private const ushort Ethernet = 1;

    /// <summary>The kernel's number of the interface, positive.</summary>
    public required int Index { get; init; }

    /// <summary>Its name, 1 to 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>The largest IP packet that it carries, in bytes.</summary>
    public required int Mtu { get; init; }

    /// <summary>What kind of hardware it is (ARPHRD): 1 Ethernet, 772 loopback, 65 534 none.</summary>
    public ushort HardwareType { get; init; }

    /// <summary>Its hardware address, 6 bytes for Ethernet, often none otherwise.</summary>
    public ImmutableArray<byte> HardwareAddress { get; init; } = [];

    /// <summary>True when the interface is administratively up.</summary>
    public bool IsUp { get; init; }

    /// <summary>True when packets must be addressed to a neighbour's hardware address: Ethernet with ARP (RFC 826) or ND (RFC 4861).</summary>
    public bool NeedsNeighbour => HardwareType == Ethernet && !HasNoArp;

    /// <summary>The interface's flag IFF_NOARP.</summary>
    internal bool HasNoArp { get; init; }

    /// <summary>True when all fields are equal, the bytes of the hardware address included.</summary>
    public bool Equals(NetworkLink? other) =>
        other is not null && Index == other.Index && Name == other.Name && Mtu == other.Mtu && HardwareType == other.HardwareType
        && IsUp == other.IsUp && HasNoArp == other.HasNoArp && HardwareAddress.AsSpan().SequenceEqual(other.HardwareAddress.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Name, Mtu, HardwareType, IsUp);
}
