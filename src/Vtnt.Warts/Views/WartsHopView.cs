using System.Buffers.Binary;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// One hop record of a trace: one reply, and what is known of the probe it answers. Values in host order. Silent
/// probes have no record. Valid only while the record it belongs to is visited.
/// </summary>
public readonly ref struct WartsHopView
{
    private readonly WartsScope _scope;
    private readonly HopLayout _layout;
    private readonly int _first, _address, _afterAddress;

    internal WartsHopView(scoped in WartsScope scope, in HopPlace place)
    {
        _scope = scope;
        _layout = place.Layout;
        _first = place.First;
        _address = place.Address;
        _afterAddress = place.AfterAddress;
    }

    /// <summary>Source of the reply.</summary>
    public WartsAddress Address => _address != 0 ? _scope.InlineAddress(_address)
        : _scope.LegacyAddress(BinaryPrimitives.ReadUInt32BigEndian(_scope.Body[(_first + _layout.LegacyAddress)..]));

    /// <summary>TTL of the probe, 1 to 255.</summary>
    public byte ProbeTtl => ByteAt(_layout.ProbeTtl);

    /// <summary>TTL of the reply on arrival; meaningful when <see cref="WartsHopFlags.ReplyTtl"/> is set, else 0.</summary>
    public byte ReplyTtl => ByteAt(_layout.ReplyTtl);

    /// <summary>Who took the times, and what kind of packet the reply is.</summary>
    public WartsHopFlags Flags => (WartsHopFlags)ByteAt(_layout.ReplyFlags);

    /// <summary>Attempt at this TTL, from 0.</summary>
    public byte ProbeId => ByteAt(_layout.ProbeId);

    /// <summary>Round-trip time in microseconds.</summary>
    public uint RttMicroseconds => _layout.Rtt == HopLayout.Absent ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_scope.Body[(_first + _layout.Rtt)..]);

    /// <summary>True when the record has an ICMP type and code.</summary>
    public bool HasIcmp => _layout.Icmp != HopLayout.Absent;

    /// <summary>ICMP type; 0 when absent.</summary>
    public byte IcmpType => ByteAt(_layout.Icmp);

    /// <summary>ICMP code; 0 when absent.</summary>
    public byte IcmpCode => HasIcmp ? _scope.Body[_first + _layout.Icmp + 1] : (byte)0;

    /// <summary>Size of the probe in bytes.</summary>
    public ushort ProbeSize => UInt16At(_layout.ProbeSize);

    /// <summary>Size of the reply in bytes.</summary>
    public ushort ReplySize => UInt16At(_layout.ReplySize);

    /// <summary>IPv4 identification of the reply; 0 when absent.</summary>
    public ushort ReplyIpId => UInt16At(_layout.ReplyIpId);

    /// <summary>TOS or traffic class of the reply.</summary>
    public byte ReplyTos => ByteAt(_layout.ReplyTos);

    /// <summary>Next-hop MTU of a too-big message in bytes; 0 when absent.</summary>
    public ushort NextHopMtu => UInt16At(_layout.NextHopMtu);

    /// <summary>Length that the quoted header claims; where the record does not say, the size of the probe.</summary>
    public ushort QuotedLength => _layout.QuotedLength == HopLayout.Absent ? ProbeSize : UInt16At(_layout.QuotedLength);

    /// <summary>TTL of the quoted packet; where the record does not say, 1.</summary>
    public byte QuotedTtl => ByteAt(_layout.QuotedTtl, absent: 1);

    /// <summary>TCP flags of the reply; 0 when absent.</summary>
    public byte TcpFlags => ByteAt(_layout.TcpFlags);

    /// <summary>True when the record has the quoted packet's TOS.</summary>
    public bool HasQuotedTos => _layout.QuotedTos != HopLayout.Absent;

    /// <summary>TOS or traffic class of the quoted packet; 0 when absent.</summary>
    public byte QuotedTos => ByteAt(_layout.QuotedTos);

    /// <summary>The ICMP extension objects (RFC 4884), in order; empty when there are none.</summary>
    public WartsExtensionList Extensions => _layout.HasExtensions ? new(ReadExtensions()) : default;

    /// <summary>True when the record tells when the probe was sent.</summary>
    public bool HasSentAt => _layout.HasSentAt;

    /// <summary>When the probe was sent, whole seconds since the Unix epoch; 0 when absent.</summary>
    public uint SentSeconds => HasSentAt ? BinaryPrimitives.ReadUInt32BigEndian(_scope.Body[_afterAddress..]) : 0;

    /// <summary>Microseconds of the time the probe was sent; 0 when absent.</summary>
    public uint SentMicroseconds => HasSentAt ? BinaryPrimitives.ReadUInt32BigEndian(_scope.Body[(_afterAddress + 4)..]) : 0;

    /// <summary>True when the record has a name.</summary>
    public bool HasName => _layout.HasName;

    /// <summary>Name of the address, as bytes without the NUL; empty when absent.</summary>
    public ReadOnlySpan<byte> Name => HasName ? ReadName() : default;

    /// <summary>TNT: TTL with which the address answered a ping; 0 when it did not.</summary>
    public byte TntEchoReplyTtl => _layout.TntEchoReplyTtl == HopLayout.Absent ? (byte)0 : _scope.Body[AfterTime + _layout.TntEchoReplyTtl];

    /// <summary>TNT: role and class bits, see <see cref="TntAnnotation.Types"/>.</summary>
    public byte TntTypes => _layout.TntTypes == HopLayout.Absent ? (byte)0 : _scope.Body[AfterTime + _layout.TntTypes];

    /// <summary>TNT: bits of a failed revelation, see <see cref="TntAnnotation.Failures"/>.</summary>
    public byte TntFailures => _layout.TntFailures == HopLayout.Absent ? (byte)0 : _scope.Body[AfterTime + _layout.TntFailures];

    /// <summary>TNT: bits of a successful revelation, see <see cref="TntAnnotation.Discoveries"/>.</summary>
    public ushort TntDiscoveries => _layout.TntDiscoveries == HopLayout.Absent ? (ushort)0
        : BinaryPrimitives.ReadUInt16BigEndian(_scope.Body[(AfterTime + _layout.TntDiscoveries)..]);

    /// <summary>TNT: ordinal of the revelation trace that showed the hop; 0 for other hops.</summary>
    public byte TntStep => _layout.TntStep == HopLayout.Absent ? (byte)0 : _scope.Body[AfterTime + _layout.TntStep];

    /// <summary>TNT: place in the annotated trace, from 1; 0 when absent.</summary>
    public byte TntSlot => _layout.TntSlot == HopLayout.Absent ? (byte)0 : _scope.Body[AfterTime + _layout.TntSlot];

    /// <summary>True for an ICMP reply: neither TCP nor UDP is flagged.</summary>
    public bool IsIcmp => (Flags & (WartsHopFlags.Tcp | WartsHopFlags.Udp)) == 0;

    /// <summary>True for an ICMP error that quotes the probe: IPv4 types 3 and 11, IPv6 types 1, 2 and 3.</summary>
    public bool IsQuoting =>
        IsIcmp && HasIcmp && (Address.IsIPv6 ? IcmpType is 1 or 2 or 3 : IcmpType is 3 or 11);

    /// <summary>True for a too-big message: IPv4 type 3 code 4, IPv6 type 2.</summary>
    public bool IsTooBig =>
        IsIcmp && HasIcmp && (Address.IsIPv6 ? IcmpType == 2 : IcmpType == 3 && IcmpCode == 4);

    /// <summary>Offset behind the transmit time: of a name, or of TNT's parameters.</summary>
    private int AfterTime => _afterAddress + (HasSentAt ? 8 : 0);

    private byte ByteAt(byte offset, byte absent = 0) => offset == HopLayout.Absent ? absent : _scope.Body[_first + offset];

    private ushort UInt16At(byte offset) =>
        offset == HopLayout.Absent ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(_scope.Body[(_first + offset)..]);

    private ReadOnlySpan<byte> ReadExtensions()
    {
        int start = _first + _layout.FixedLength;
        return _scope.Body.Slice(start + 2, BinaryPrimitives.ReadUInt16BigEndian(_scope.Body[start..]));
    }

    private ReadOnlySpan<byte> ReadName()
    {
        ReadOnlySpan<byte> name = _scope.Body[AfterTime..];
        return name[..name.IndexOf((byte)0)];
    }
}
