using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// One hop record of a trace: one reply, and what is known of the probe it answers. Values in host order. Silent
/// probes have no record. Valid only while the record it belongs to is visited.
/// </summary>
public ref struct WartsHopView
{
    internal WartsHopView(scoped in WartsScope scope, int offset, WartsDialect dialect)
    {
        var cursor = new WartsCursor(scope.Body, offset);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        Address = block.Has(HopCodec.LegacyAddress) ? scope.ReadLegacyAddress(ref cursor) : default;
        ProbeTtl = block.Has(HopCodec.ProbeTtl) ? cursor.ReadByte() : (byte)0;
        ReplyTtl = block.Has(HopCodec.ReplyTtl) ? cursor.ReadByte() : (byte)0;
        Flags = block.Has(HopCodec.Flags) ? (WartsHopFlags)cursor.ReadByte() : WartsHopFlags.None;
        ProbeId = block.Has(HopCodec.ProbeId) ? cursor.ReadByte() : (byte)0;
        RttMicroseconds = block.Has(HopCodec.Rtt) ? cursor.ReadUInt32() : 0;
        HasIcmp = block.Has(HopCodec.Icmp);
        IcmpType = HasIcmp ? cursor.ReadByte() : (byte)0;
        IcmpCode = HasIcmp ? cursor.ReadByte() : (byte)0;
        ProbeSize = block.Has(HopCodec.ProbeSize) ? cursor.ReadUInt16() : (ushort)0;
        ReplySize = block.Has(HopCodec.ReplySize) ? cursor.ReadUInt16() : (ushort)0;
        ReplyIpId = block.Has(HopCodec.ReplyIpId) ? cursor.ReadUInt16() : (ushort)0;
        ReplyTos = block.Has(HopCodec.ReplyTos) ? cursor.ReadByte() : (byte)0;
        NextHopMtu = block.Has(HopCodec.NextHopMtu) ? cursor.ReadUInt16() : (ushort)0;
        QuotedLength = block.Has(HopCodec.QuotedLength) ? cursor.ReadUInt16() : ProbeSize;
        QuotedTtl = block.Has(HopCodec.QuotedTtl) ? cursor.ReadByte() : (byte)1;
        TcpFlags = block.Has(HopCodec.TcpFlags) ? cursor.ReadByte() : (byte)0;
        HasQuotedTos = block.Has(HopCodec.QuotedTos);
        QuotedTos = HasQuotedTos ? cursor.ReadByte() : (byte)0;
        Extensions = block.Has(HopCodec.Extensions) ? new(cursor.ReadBytes(cursor.ReadUInt16())) : default;
        Address = block.Has(HopCodec.Address) ? scope.ReadAddress(ref cursor) : Address;
        HasSentAt = block.Has(HopCodec.SentAt);
        SentSeconds = HasSentAt ? cursor.ReadUInt32() : 0;
        SentMicroseconds = HasSentAt ? cursor.ReadUInt32() : 0;
        if (dialect == WartsDialect.Tnt)
        {
            TntEchoReplyTtl = block.Has(HopCodec.TntEchoReplyTtl) ? cursor.ReadByte() : (byte)0;
            TntTypes = block.Has(HopCodec.TntTypes) ? cursor.ReadByte() : (byte)0;
            TntFailures = block.Has(HopCodec.TntFailures) ? cursor.ReadByte() : (byte)0;
            TntDiscoveries = block.Has(HopCodec.TntDiscoveries) ? cursor.ReadUInt16() : (ushort)0;
            TntStep = block.Has(HopCodec.TntStep) ? cursor.ReadByte() : (byte)0;
            TntSlot = block.Has(HopCodec.TntSlot) ? cursor.ReadByte() : (byte)0;
        }
        else
        {
            HasName = block.Has(HopCodec.Name);
            Name = HasName ? cursor.ReadString() : default;
        }
    }

    /// <summary>Source of the reply.</summary>
    public WartsAddress Address { get; }

    /// <summary>TTL of the probe, 1 to 255.</summary>
    public byte ProbeTtl { get; }

    /// <summary>TTL of the reply on arrival; meaningful when <see cref="WartsHopFlags.ReplyTtl"/> is set, else 0.</summary>
    public byte ReplyTtl { get; }

    /// <summary>Who took the times, and what kind of packet the reply is.</summary>
    public WartsHopFlags Flags { get; }

    /// <summary>Attempt at this TTL, from 0.</summary>
    public byte ProbeId { get; }

    /// <summary>Round-trip time in microseconds.</summary>
    public uint RttMicroseconds { get; }

    /// <summary>True when the record has an ICMP type and code.</summary>
    public bool HasIcmp { get; }

    /// <summary>ICMP type; 0 when absent.</summary>
    public byte IcmpType { get; }

    /// <summary>ICMP code; 0 when absent.</summary>
    public byte IcmpCode { get; }

    /// <summary>Size of the probe in bytes.</summary>
    public ushort ProbeSize { get; }

    /// <summary>Size of the reply in bytes.</summary>
    public ushort ReplySize { get; }

    /// <summary>IPv4 identification of the reply; 0 when absent.</summary>
    public ushort ReplyIpId { get; }

    /// <summary>TOS or traffic class of the reply.</summary>
    public byte ReplyTos { get; }

    /// <summary>Next-hop MTU of a too-big message in bytes; 0 when absent.</summary>
    public ushort NextHopMtu { get; }

    /// <summary>Length that the quoted header claims; where the record does not say, the size of the probe.</summary>
    public ushort QuotedLength { get; }

    /// <summary>TTL of the quoted packet; where the record does not say, 1.</summary>
    public byte QuotedTtl { get; }

    /// <summary>TCP flags of the reply; 0 when absent.</summary>
    public byte TcpFlags { get; }

    /// <summary>True when the record has the quoted packet's TOS.</summary>
    public bool HasQuotedTos { get; }

    /// <summary>TOS or traffic class of the quoted packet; 0 when absent.</summary>
    public byte QuotedTos { get; }

    /// <summary>The ICMP extension objects (RFC 4884), in order; empty when there are none.</summary>
    public WartsExtensionList Extensions { get; }

    /// <summary>True when the record tells when the probe was sent.</summary>
    public bool HasSentAt { get; }

    /// <summary>When the probe was sent, whole seconds since the Unix epoch; 0 when absent.</summary>
    public uint SentSeconds { get; }

    /// <summary>Microseconds of the time the probe was sent; 0 when absent.</summary>
    public uint SentMicroseconds { get; }

    /// <summary>True when the record has a name.</summary>
    public bool HasName { get; }

    /// <summary>Name of the address, as bytes without the NUL; empty when absent.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>TNT: TTL with which the address answered a ping; 0 when it did not.</summary>
    public byte TntEchoReplyTtl { get; }

    /// <summary>TNT: role and class bits, see <see cref="TntAnnotation.Types"/>.</summary>
    public byte TntTypes { get; }

    /// <summary>TNT: bits of a failed revelation, see <see cref="TntAnnotation.Failures"/>.</summary>
    public byte TntFailures { get; }

    /// <summary>TNT: bits of a successful revelation, see <see cref="TntAnnotation.Discoveries"/>.</summary>
    public ushort TntDiscoveries { get; }

    /// <summary>TNT: ordinal of the revelation trace that showed the hop; 0 for other hops.</summary>
    public byte TntStep { get; }

    /// <summary>TNT: place in the annotated trace, from 1; 0 when absent.</summary>
    public byte TntSlot { get; }

    /// <summary>True for an ICMP reply: neither TCP nor UDP is flagged.</summary>
    public readonly bool IsIcmp => (Flags & (WartsHopFlags.Tcp | WartsHopFlags.Udp)) == 0;

    /// <summary>True for an ICMP error that quotes the probe: IPv4 types 3 and 11, IPv6 types 1, 2 and 3.</summary>
    public readonly bool IsQuoting =>
        IsIcmp && HasIcmp && (Address.IsIPv6 ? IcmpType is 1 or 2 or 3 : IcmpType is 3 or 11);

    /// <summary>True for a too-big message: IPv4 type 3 code 4, IPv6 type 2.</summary>
    public readonly bool IsTooBig =>
        IsIcmp && HasIcmp && (Address.IsIPv6 ? IcmpType == 2 : IcmpType == 3 && IcmpCode == 4);
}
