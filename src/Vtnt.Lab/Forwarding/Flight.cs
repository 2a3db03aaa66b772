using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Lab;

/// <summary>
/// A packet on its way through the network: its bytes, the header fields that routing looks at, its label stack, and
/// the time where it is. Reused by <see cref="Forwarder"/>. The TTL is kept beside the bytes and written into them only
/// where somebody looks: at an arrival and in a quotation.
/// </summary>
internal sealed class Flight
{
    internal const int MaxLength = 65535, MaxDepth = 8;

    private readonly StackEntry[] _stack = new StackEntry[MaxDepth];

    /// <summary>The packet; <see cref="Length"/> bytes are in use.</summary>
    internal byte[] Buffer { get; } = new byte[MaxLength];

    internal int Length { get; private set; }

    internal bool IsV6 { get; private set; }

    internal AddressKind Family => IsV6 ? AddressKind.IPv6 : AddressKind.IPv4;

    internal HostAddress Source { get; private set; }

    internal HostAddress Destination { get; private set; }

    internal byte Protocol { get; private set; }

    /// <summary>Bytes of the packet and its labels.</summary>
    internal int LengthOnLink => Length + (Depth * 4);

    /// <summary>True for a fragment that is not the first.</summary>
    internal bool IsLaterFragment { get; private set; }

    /// <summary>True for any piece of a fragmented packet; nobody here puts the pieces together.</summary>
    internal bool IsFragment { get; private set; }

    /// <summary>True when no router may fragment it: DF, or IPv6.</summary>
    internal bool MayNotBeFragmented => IsV6 || (Buffer[6] & 0x40) != 0;

    /// <summary>True when some prefix covers the destination; <see cref="Target"/> is meaningless otherwise.</summary>
    internal bool HasRoute { get; set; }

    /// <summary>Where the destination belongs.</summary>
    internal AddressOwner Target { get; set; }

    /// <summary>Bytes of the IP header, extension headers included.</summary>
    internal int HeaderLength { get; private set; }

    /// <summary>The options of an IPv4 header, mostly none.</summary>
    internal Span<byte> Options => IsV6 ? default : Buffer.AsSpan(20, HeaderLength - 20);

    internal byte IpTtl { get; set; }

    /// <summary>Nanoseconds since the epoch.</summary>
    internal long Time { get; set; }

    /// <summary>How many times it has been handed on, against loops.</summary>
    internal int Steps { get; set; }

    /// <summary>True for the second of two packets that a link made of one; links leave it alone, or a few of them would make thousands.</summary>
    internal bool IsTwin { get; set; }

    /// <summary>Labels on the packet; the top of the stack is the last of <see cref="Stack"/>.</summary>
    internal int Depth { get; private set; }

    /// <summary>The labels, bottom first.</summary>
    internal ReadOnlySpan<StackEntry> Stack => _stack.AsSpan(0, Depth);

    internal ref StackEntry Top => ref _stack[Depth - 1];

    internal ReadOnlySpan<byte> Packet => Buffer.AsSpan(0, Length);

    /// <summary>What follows the IP header.</summary>
    internal ReadOnlySpan<byte> Payload => Buffer.AsSpan(HeaderLength, Length - HeaderLength);

    /// <summary>The sum of the pseudo-header that UDP, TCP and ICMPv6 checksums cover.</summary>
    internal ulong PseudoHeader => InternetChecksum.PseudoHeader(Source, Destination, Protocol, Payload.Length);

    /// <summary>True for an ICMP error, which is never answered by another.</summary>
    internal bool IsIcmpError => !Payload.IsEmpty && !IsLaterFragment && (IsV6
        ? Protocol == IpProtocol.IcmpV6 && Payload[0] < 128
        : Protocol == IpProtocol.Icmp && Payload[0] is IcmpType.DestinationUnreachable or 4 or 5 or IcmpType.TimeExceeded or IcmpType.ParameterProblem);

    /// <summary>True for a multicast, broadcast or otherwise reserved destination (224.0.0.0/3, ff00::/8).</summary>
    internal bool IsToMany => IsV6 ? Destination.IPv6Value >> 120 == 0xFF : Destination.IPv4Value >= 0xE0000000;

    /// <summary>True when the destination is one of the node's addresses.</summary>
    internal bool IsFor(Node node) => HasRoute && ReferenceEquals(Target.Node, node);

    /// <summary>Reads the header of the packet that stands in <see cref="Buffer"/>; false when it is none that a router accepts.</summary>
    internal bool TryOpen(int length, long time)
    {
        Time = time;
        Steps = 0;
        IsTwin = false;
        Depth = 0;
        ReadOnlySpan<byte> packet = Buffer.AsSpan(0, length);
        if (Ipv4View.TryParse(packet, out Ipv4View ipv4) && ipv4.HasValidChecksum)
        {
            (IsV6, Length, HeaderLength, Source, Destination) = (false, ipv4.TotalLength, ipv4.HeaderLength, ipv4.Source, ipv4.Destination);
            (Protocol, IpTtl, IsLaterFragment) = (ipv4.Protocol, ipv4.TimeToLive, ipv4.FragmentOffset != 0);
            IsFragment = IsLaterFragment || ipv4.MoreFragments;
            return true;
        }

        if (Ipv6View.TryParse(packet, out Ipv6View ipv6))
        {
            (IsV6, Length, Source, Destination) = (true, ipv6.TotalLength, ipv6.Source, ipv6.Destination);
            (HeaderLength, Protocol, IpTtl, IsLaterFragment) = (ipv6.TotalLength - ipv6.Payload.Length, ipv6.Protocol, ipv6.HopLimit, ipv6.FragmentOffset != 0);
            IsFragment = ipv6.HasFragmentHeader;
            return true;
        }

        return false;
    }

    /// <summary>Copies packet, labels and time of another flight.</summary>
    internal void CopyFrom(Flight other)
    {
        other.Packet.CopyTo(Buffer);
        other.Stack.CopyTo(_stack);
        (Length, IsV6, HeaderLength, Source, Destination) = (other.Length, other.IsV6, other.HeaderLength, other.Source, other.Destination);
        (Protocol, IpTtl, IsLaterFragment, Time, Steps, Depth) = (other.Protocol, other.IpTtl, other.IsLaterFragment, other.Time, other.Steps, other.Depth);
        (IsFragment, HasRoute, Target) = (other.IsFragment, other.HasRoute, other.Target);
    }

    /// <summary>Takes over the label stack of another flight, every TTL of it fresh: how an LSR sends on what it originates.</summary>
    internal void TakeStack(Flight other)
    {
        Depth = 0;
        foreach (StackEntry entry in other.Stack)
        {
            Push(entry with { LseTtl = 255 });
        }
    }

    /// <summary>Writes the label stack as a router receives it, top first (RFC 4950).</summary>
    /// <param name="room">At least <see cref="MaxDepth"/> entries.</param>
    /// <returns>The part that was written.</returns>
    internal ReadOnlySpan<LabelStackEntry> WriteStack(Span<LabelStackEntry> room)
    {
        for (int i = 0; i < Depth; i++)
        {
            StackEntry entry = _stack[Depth - 1 - i];
            room[i] = LabelStackEntry.Create(entry.Label, trafficClass: 0, isBottomOfStack: i == Depth - 1, entry.LseTtl);
        }

        return room[..Depth];
    }

    internal void Push(StackEntry entry) => _stack[Depth++] = entry;

    /// <summary>Removes the top label; its TTL goes down to what is under it if that is larger (the min rule).</summary>
    /// <param name="lseTtl">The TTL that leaves.</param>
    internal void Pop(byte lseTtl)
    {
        Depth--;
        if (Depth == 0)
        {
            IpTtl = Math.Min(IpTtl, lseTtl);
        }
        else
        {
            Top = Top with { LseTtl = Math.Min(Top.LseTtl, lseTtl) };
        }
    }

    /// <summary>Writes a TTL into the packet's bytes and makes the header checksum right.</summary>
    internal void StampTtl(byte ttl)
    {
        if (IsV6)
        {
            Buffer[7] = ttl;
            return;
        }

        Buffer[8] = ttl;
        Buffer[10] = Buffer[11] = 0;
        int headerLength = (Buffer[0] & 0xF) * 4;
        BinaryPrimitives.WriteUInt16BigEndian(Buffer.AsSpan(10), InternetChecksum.Compute(Buffer.AsSpan(0, headerLength)));
    }
}
