using System.Buffers.Binary;
using System.Collections.Immutable;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// What a running measurement keeps of one reply: 64 bytes. The family of its address is that of the measurement.
/// </summary>
internal struct ReplySlot
{
    private const int TimestampBytes = 12;

    private ulong _addressHigh, _addressLow;
    private ushort _replyIpId, _nextHopMtu;
    private int _replySize, _quotedLength;
    private byte _replyTtl, _replyTos, _icmpType, _icmpCode, _quotedTtl, _quotedTos, _tcpFlags;
    private bool _hasQuotation;
    private TimestampOrigin _origin;
    private PacketParts _unobserved;

    /// <summary>When it arrived, in nanoseconds.</summary>
    internal long ReceivedAt;

    /// <summary>Next reply of the same probe, -1 for none.</summary>
    internal int Next;

    /// <summary>Where its extension objects are in the log's bytes.</summary>
    internal int ExtensionsAt;

    /// <summary>Bytes of extension objects, 0 for none.</summary>
    internal ushort ExtensionsLength;

    /// <summary>
    /// Bytes of IPv4 options and of an ICMP timestamp reply's times, or of the IPv6 fragment header's identification, behind the
    /// extension objects; 0 for none.
    /// </summary>
    internal byte OptionsLength;

    internal ReplyKind Kind;

    /// <summary>TTL of the probe it answers; 0 when that probe belongs to no hop.</summary>
    internal byte ProbeTtl;

    /// <summary>No earlier reply came from its address at its hop; known where there is a <see cref="ReplyIndex"/> only.</summary>
    internal bool IsFirstOfItsAddress;

    internal readonly byte IcmpType => _icmpType;

    internal readonly byte IcmpCode => _icmpCode;

    internal readonly ushort NextHopMtu => _nextHopMtu;

    /// <summary>Copies what a measurement keeps; extension objects are the caller's.</summary>
    internal static ReplySlot From(in ReplyView reply)
    {
        UInt128 address = ValueOf(reply.Source);
        return new()
        {
            _addressHigh = (ulong)(address >> 64),
            _addressLow = (ulong)address,
            ReceivedAt = reply.ReceivedAt.Nanoseconds,
            _origin = reply.ReceivedOrigin,
            _unobserved = reply.Unobserved,
            Kind = reply.Kind,
            Next = -1,
            _replyTtl = reply.ReplyTtl,
            _replyTos = reply.ReplyTos,
            _replySize = reply.ReplySize,
            _replyIpId = reply.ReplyIpId,
            _icmpType = reply.IcmpType,
            _icmpCode = reply.IcmpCode,
            _tcpFlags = reply.TcpFlags,
            _nextHopMtu = (ushort)reply.NextHopMtu,
            _hasQuotation = reply.HasQuotation && (reply.Unobserved & PacketParts.QuotedHeader) == 0,
            _quotedTtl = reply.HasQuotation ? reply.Quotation.QuotedTtl : (byte)0,
            _quotedTos = reply.HasQuotation ? reply.Quotation.QuotedTos : (byte)0,
            _quotedLength = reply.HasQuotation ? reply.Quotation.QuotedLength : 0,
        };
    }

    /// <summary>Upper half of the address as a number, of the measurement's family.</summary>
    internal readonly ulong AddressHigh => _addressHigh;

    /// <summary>Lower half of the address.</summary>
    internal readonly ulong AddressLow => _addressLow;

    /// <summary>True when both replies came from one address.</summary>
    internal readonly bool HasAddressOf(in ReplySlot other) => _addressLow == other._addressLow && _addressHigh == other._addressHigh;

    /// <summary>True when the reply came from <paramref name="address"/>, of the measurement's family.</summary>
    internal readonly bool HasAddress(HostAddress address) => new UInt128(_addressHigh, _addressLow) == ValueOf(address);

    /// <summary>Where the reply came from.</summary>
    internal readonly HostAddress AddressOf(AddressKind family) =>
        family == AddressKind.IPv6 ? HostAddress.FromIPv6(new UInt128(_addressHigh, _addressLow)) : HostAddress.FromIPv4((uint)_addressLow);

    /// <summary>True when a router could not pass the packet on for its size.</summary>
    internal readonly bool IsTooBig(AddressKind family) =>
        Kind == ReplyKind.PacketTooBig
        || (Kind == ReplyKind.DestinationUnreachable && family == AddressKind.IPv4 && _icmpCode == Wire.IcmpType.FragmentationNeededCode);

    /// <summary>The reply as a value of the model.</summary>
    internal readonly Reply ToReply(AddressKind family, long sentAt, ReadOnlySpan<byte> extensions, ReadOnlySpan<byte> options)
    {
        bool hasTimes = Kind == ReplyKind.TimestampReply && options.Length >= TimestampBytes;
        ReadOnlySpan<byte> ipOptions = hasTimes ? options[..^TimestampBytes] : options;
        bool isIcmp = Kind is not (ReplyKind.Tcp or ReplyKind.Udp);
        return new()
        {
            Address = AddressOf(family),
            Kind = Kind,
            Rtt = new Timestamp(Math.Max(ReceivedAt, sentAt)) - new Timestamp(sentAt),
            ReceivedAt = new Timestamp(ReceivedAt),
            ReceivedOrigin = _origin,
            ReplyTtl = Has(PacketParts.Ttl) ? _replyTtl : null,
            ReplyTos = Has(PacketParts.Tos) ? _replyTos : null,
            ReplySize = Has(PacketParts.Size) ? _replySize : null,
            ReplyIpId = family == AddressKind.IPv4 && Has(PacketParts.IpId) ? _replyIpId : null,
            IcmpType = isIcmp ? _icmpType : null,
            IcmpCode = isIcmp ? _icmpCode : null,
            QuotedTtl = _hasQuotation ? _quotedTtl : null,
            QuotedTos = _hasQuotation ? _quotedTos : null,
            QuotedLength = _hasQuotation ? _quotedLength : null,
            NextHopMtu = IsTooBig(family) ? _nextHopMtu : null,
            TcpFlags = Kind == ReplyKind.Tcp ? _tcpFlags : null,
            FragmentId = family == AddressKind.IPv6 && options.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(options) : null,
            Extensions = ToObjects(extensions),
            IcmpTimestamps = hasTimes ? ToTimes(options[^TimestampBytes..]) : null,
            RecordRoute = IpOptionBytes.ReadRoute(ipOptions),
            IpTimestamps = IpOptionBytes.ReadTimestamps(ipOptions),
        };
    }

    private readonly bool Has(PacketParts part) => (_unobserved & part) == 0;

    private static ImmutableArray<IcmpExtensionObject> ToObjects(ReadOnlySpan<byte> extensions)
    {
        if (extensions.IsEmpty)
        {
            return [];
        }

        ImmutableArray<IcmpExtensionObject>.Builder objects = ImmutableArray.CreateBuilder<IcmpExtensionObject>(1);
        foreach (IcmpExtensionObjectView view in IcmpExtensionsView.FromObjects(extensions))
        {
            objects.Add(view.ToObject());
        }

        return objects.DrainToImmutable();
    }

    private static IcmpTimestamps ToTimes(ReadOnlySpan<byte> times) => new(
        BinaryPrimitives.ReadUInt32BigEndian(times), BinaryPrimitives.ReadUInt32BigEndian(times[4..]), BinaryPrimitives.ReadUInt32BigEndian(times[8..]));

    private static UInt128 ValueOf(HostAddress address) => address.IsIPv6 ? address.IPv6Value : address.IPv4Value;
}
