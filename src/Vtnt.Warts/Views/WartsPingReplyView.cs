namespace Vtnt.Warts;

/// <summary>One reply of a ping record. Values in host order, absent ones 0. Valid only while the record is visited.</summary>
public ref struct WartsPingReplyView
{
    private const byte Icmp = 1, Tcp = 6, Icmpv6 = 58;

    private readonly WartsScope _scope;
    private readonly int _timestamps;

    internal WartsPingReplyView(scoped in WartsScope scope, int offset)
    {
        _scope = scope;
        var cursor = new WartsCursor(scope.Body, offset);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        Address = block.Has(PingReplyCodec.LegacyAddress) ? scope.ReadLegacyAddress(ref cursor) : default;
        Flags = block.Has(PingReplyCodec.Flags) ? (WartsPingReplyFlags)cursor.ReadByte() : WartsPingReplyFlags.None;
        HasReplyTtl = block.Has(PingReplyCodec.ReplyTtl);
        ReplyTtl = HasReplyTtl ? cursor.ReadByte() : (byte)0;
        ReplySize = block.Has(PingReplyCodec.ReplySize) ? cursor.ReadUInt16() : (ushort)0;
        HasIcmp = block.Has(PingReplyCodec.Icmp);
        IcmpType = HasIcmp ? cursor.ReadByte() : (byte)0;
        IcmpCode = HasIcmp ? cursor.ReadByte() : (byte)0;
        RttMicroseconds = block.Has(PingReplyCodec.Rtt) ? cursor.ReadUInt32() : 0;
        ProbeId = block.Has(PingReplyCodec.ProbeId) ? cursor.ReadUInt16() : (ushort)0;
        HasReplyIpId = block.Has(PingReplyCodec.ReplyIpId);
        ReplyIpId = HasReplyIpId ? cursor.ReadUInt16() : (ushort)0;
        HasProbeIpId = block.Has(PingReplyCodec.ProbeIpId);
        ProbeIpId = HasProbeIpId ? cursor.ReadUInt16() : (ushort)0;
        bool hasProtocol = block.Has(PingReplyCodec.Protocol);
        byte protocol = hasProtocol ? cursor.ReadByte() : (byte)0;
        TcpFlags = block.Has(PingReplyCodec.TcpFlags) ? cursor.ReadByte() : (byte)0;
        Address = block.Has(PingReplyCodec.Address) ? scope.ReadAddress(ref cursor) : Address;
        Protocol = hasProtocol ? protocol : Address.IsIPv6 ? Icmpv6 : Icmp;
        if (block.Has(PingReplyCodec.RecordRoute))
        {
            int count = cursor.ReadByte();
            RecordRoute = new(scope, cursor.Position, count);
            Skip(ref cursor, scope, count);
        }

        HasTimestamps = block.Has(PingReplyCodec.Timestamps);
        if (HasTimestamps)
        {
            TimestampCount = cursor.ReadByte();
            int addresses = cursor.ReadByte();
            _timestamps = cursor.Position;
            cursor.ReadBytes(4 * TimestampCount);
            TimestampAddresses = new(scope, cursor.Position, addresses);
            Skip(ref cursor, scope, addresses);
        }

        HasFragmentId = block.Has(PingReplyCodec.FragmentId);
        FragmentId = HasFragmentId ? cursor.ReadUInt32() : 0;
        HasSentAt = block.Has(PingReplyCodec.SentAt);
        SentSeconds = HasSentAt ? cursor.ReadUInt32() : 0;
        SentMicroseconds = HasSentAt ? cursor.ReadUInt32() : 0;
        HasIcmpTimestamps = block.Has(PingReplyCodec.IcmpTimestamps);
        IcmpOriginate = HasIcmpTimestamps ? cursor.ReadUInt32() : 0;
        IcmpReceive = HasIcmpTimestamps ? cursor.ReadUInt32() : 0;
        IcmpTransmit = HasIcmpTimestamps ? cursor.ReadUInt32() : 0;
        ProbeSourcePort = block.Has(PingReplyCodec.ProbeSourcePort) ? cursor.ReadUInt16() : (ushort)0;
        HasReplyTos = block.Has(PingReplyCodec.ReplyTos) || (Flags & WartsPingReplyFlags.ReplyTos) != 0;
        ReplyTos = block.Has(PingReplyCodec.ReplyTos) ? cursor.ReadByte() : (byte)0;
        HasInterfaceName = block.Has(PingReplyCodec.InterfaceName);
        InterfaceName = HasInterfaceName ? scope.ReadInterfaceName(ref cursor) : default;
        NextHopMtu = block.Has(PingReplyCodec.NextHopMtu) ? cursor.ReadUInt16() : (ushort)0;
    }

    /// <summary>Source of the reply.</summary>
    public WartsAddress Address { get; }

    /// <summary>What is known, and who took the times.</summary>
    public WartsPingReplyFlags Flags { get; }

    /// <summary>True when the record has the reply's TTL.</summary>
    public bool HasReplyTtl { get; }

    /// <summary>TTL of the reply on arrival.</summary>
    public byte ReplyTtl { get; }

    /// <summary>Size of the reply in bytes.</summary>
    public ushort ReplySize { get; }

    /// <summary>True when the record has an ICMP type and code.</summary>
    public bool HasIcmp { get; }

    /// <summary>ICMP type.</summary>
    public byte IcmpType { get; }

    /// <summary>ICMP code.</summary>
    public byte IcmpCode { get; }

    /// <summary>Round-trip time in microseconds.</summary>
    public uint RttMicroseconds { get; }

    /// <summary>Ordinal of the probe, from 0.</summary>
    public ushort ProbeId { get; }

    /// <summary>True when the record has the reply's IPv4 identification.</summary>
    public bool HasReplyIpId { get; }

    /// <summary>IPv4 identification of the reply.</summary>
    public ushort ReplyIpId { get; }

    /// <summary>True when the record has the probe's IPv4 identification.</summary>
    public bool HasProbeIpId { get; }

    /// <summary>IPv4 identification of the probe.</summary>
    public ushort ProbeIpId { get; }

    /// <summary>IP protocol of the reply: 1, 6, 17 or 58; where the record does not say, ICMP of the address's family.</summary>
    public byte Protocol { get; }

    /// <summary>TCP flags of the reply.</summary>
    public byte TcpFlags { get; }

    /// <summary>Addresses of the record-route option; empty when absent.</summary>
    public WartsAddressList RecordRoute { get; }

    /// <summary>True when the record has an IP timestamp option.</summary>
    public bool HasTimestamps { get; }

    /// <summary>Time stamps in the IP timestamp option.</summary>
    public int TimestampCount { get; }

    /// <summary>Addresses of the IP timestamp option: as many as time stamps, or none.</summary>
    public WartsAddressList TimestampAddresses { get; }

    /// <summary>True when the record has an IPv6 fragment identification.</summary>
    public bool HasFragmentId { get; }

    /// <summary>IPv6 fragment identification of the reply.</summary>
    public uint FragmentId { get; }

    /// <summary>True when the record tells when the probe was sent.</summary>
    public bool HasSentAt { get; }

    /// <summary>When the probe was sent, whole seconds since the Unix epoch.</summary>
    public uint SentSeconds { get; }

    /// <summary>Microseconds of the time the probe was sent.</summary>
    public uint SentMicroseconds { get; }

    /// <summary>True when the record has the three times of an ICMP timestamp reply.</summary>
    public bool HasIcmpTimestamps { get; }

    /// <summary>Originate time of an ICMP timestamp reply (RFC 792): milliseconds since midnight UTC.</summary>
    public uint IcmpOriginate { get; }

    /// <summary>Receive time of an ICMP timestamp reply (RFC 792): milliseconds since midnight UTC.</summary>
    public uint IcmpReceive { get; }

    /// <summary>Transmit time of an ICMP timestamp reply (RFC 792): milliseconds since midnight UTC.</summary>
    public uint IcmpTransmit { get; }

    /// <summary>Source port of this probe, where it differs from probe to probe; 0 when absent.</summary>
    public ushort ProbeSourcePort { get; }

    /// <summary>True when the reply's TOS is known.</summary>
    public bool HasReplyTos { get; }

    /// <summary>TOS or traffic class of the reply.</summary>
    public byte ReplyTos { get; }

    /// <summary>True when the record names the interface the reply came in through.</summary>
    public bool HasInterfaceName { get; }

    /// <summary>Name of that interface, as bytes without the NUL.</summary>
    public ReadOnlySpan<byte> InterfaceName { get; }

    /// <summary>Next-hop MTU of a too-big message in bytes.</summary>
    public ushort NextHopMtu { get; }

    /// <summary>True for an ICMP reply.</summary>
    public readonly bool IsIcmp => Protocol is Icmp or Icmpv6;

    /// <summary>True for a TCP reply.</summary>
    public readonly bool IsTcp => Protocol == Tcp;

    /// <summary>A time stamp of the IP timestamp option, by index from 0, as it was on the wire.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not below <see cref="TimestampCount"/>.</exception>
    public readonly uint TimestampAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, TimestampCount);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_scope.Body[(_timestamps + (4 * index))..]);
    }

    private static void Skip(scoped ref WartsCursor cursor, scoped in WartsScope scope, int addresses)
    {
        for (int i = 0; i < addresses; i++)
        {
            scope.ReadAddress(ref cursor);
        }
    }
}
