using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Writes the replies of a ping record.</summary>
internal static class PingReplyWriter
{
    private static readonly ulong Always =
        ParameterBlock.Bits(PingReplyCodec.ReplySize, PingReplyCodec.Rtt, PingReplyCodec.ProbeId, PingReplyCodec.Address);

    internal static void Write(WartsBuffer buffer, Ping ping, ProbeOutcome probe, Reply reply)
    {
        bool isIPv6 = reply.Address.IsIPv6;
        WartsPingReplyFlags flags = FlagsOf(probe, reply, isIPv6);
        ulong present = PresentOf(ping, probe, reply, flags, isIPv6);
        int start = buffer.BeginBlock(present);
        ByteIf(buffer, present, PingReplyCodec.Flags, (byte)flags);
        ByteIf(buffer, present, PingReplyCodec.ReplyTtl, reply.ReplyTtl ?? 0);
        buffer.UInt16(Math.Clamp(reply.ReplySize ?? 0, 0, ushort.MaxValue));
        ByteIf(buffer, present, PingReplyCodec.Icmp, reply.IcmpType ?? 0);
        ByteIf(buffer, present, PingReplyCodec.Icmp, reply.IcmpCode ?? 0);
        buffer.UInt32(WartsTime.Microseconds(reply.Rtt));
        buffer.UInt16(probe.Attempt - 1);
        UInt16If(buffer, present, PingReplyCodec.ReplyIpId, reply.ReplyIpId ?? 0);
        UInt16If(buffer, present, PingReplyCodec.ProbeIpId, probe.IpId ?? 0);
        ByteIf(buffer, present, PingReplyCodec.Protocol, ProtocolOf(reply, isIPv6));
        ByteIf(buffer, present, PingReplyCodec.TcpFlags, reply.TcpFlags ?? 0);
        buffer.Address(reply.Address);
        WriteOptions(buffer, present, reply);
        if (Has(present, PingReplyCodec.FragmentId))
        {
            buffer.UInt32(reply.FragmentId ?? 0);
        }

        if (probe.SentAt is { } sentAt)
        {
            buffer.Time(sentAt);
        }

        if (reply.IcmpTimestamps is { } times)
        {
            buffer.UInt32(times.Originate);
            buffer.UInt32(times.Receive);
            buffer.UInt32(times.Transmit);
        }

        UInt16If(buffer, present, PingReplyCodec.ProbeSourcePort, probe.SourcePort ?? 0);
        ByteIf(buffer, present, PingReplyCodec.ReplyTos, reply.ReplyTos ?? 0);
        if (reply.InterfaceName is { } name)
        {
            buffer.InterfaceName(name);
        }

        UInt16If(buffer, present, PingReplyCodec.NextHopMtu, reply.NextHopMtu ?? 0);
        buffer.EndBlock(start);
    }

    private static ulong PresentOf(Ping ping, ProbeOutcome probe, Reply reply, WartsPingReplyFlags flags, bool isIPv6)
    {
        bool isIcmp = reply.Kind is not (ReplyKind.Tcp or ReplyKind.Udp) && reply.IcmpType is not null;
        bool isIcmpMethod = ping.Method is PingMethod.IcmpEcho or PingMethod.IcmpTime;
        bool isTooBig = isIcmp && (isIPv6 ? reply.IcmpType == 2 : reply is { IcmpType: 3, IcmpCode: 4 });
        bool hasIpId = (flags & WartsPingReplyFlags.ReplyIpId) != 0;
        return Always
            | ParameterBlock.Bit(PingReplyCodec.Flags, flags != 0)
            | ParameterBlock.Bit(PingReplyCodec.ReplyTtl, reply.ReplyTtl is not null)
            | ParameterBlock.Bit(PingReplyCodec.Icmp, isIcmp)
            | ParameterBlock.Bit(PingReplyCodec.ReplyIpId, !isIPv6 && hasIpId)
            | ParameterBlock.Bit(PingReplyCodec.ProbeIpId, (flags & WartsPingReplyFlags.ProbeIpId) != 0)
            | ParameterBlock.Bit(PingReplyCodec.Protocol, !isIcmpMethod)
            | ParameterBlock.Bit(PingReplyCodec.TcpFlags, reply.Kind == ReplyKind.Tcp)
            | ParameterBlock.Bit(PingReplyCodec.RecordRoute, reply.RecordRoute.Length is > 0 and <= byte.MaxValue)
            | ParameterBlock.Bit(PingReplyCodec.Timestamps, HasTimestamps(reply))
            | ParameterBlock.Bit(PingReplyCodec.FragmentId, isIPv6 && hasIpId)
            | ParameterBlock.Bit(PingReplyCodec.SentAt, probe.SentAt is not null)
            | ParameterBlock.Bit(PingReplyCodec.IcmpTimestamps, reply.IcmpTimestamps is not null)
            | ParameterBlock.Bit(PingReplyCodec.ProbeSourcePort, probe.SourcePort is not (null or 0))
            | ParameterBlock.Bit(PingReplyCodec.ReplyTos, reply.ReplyTos is not (null or 0))
            | ParameterBlock.Bit(PingReplyCodec.InterfaceName, reply.InterfaceName is not null)
            | ParameterBlock.Bit(PingReplyCodec.NextHopMtu, isTooBig);
    }

    private static WartsPingReplyFlags FlagsOf(ProbeOutcome probe, Reply reply, bool isIPv6) =>
        (reply.ReplyTtl is not null ? WartsPingReplyFlags.ReplyTtl : 0)
        | ((isIPv6 ? reply.FragmentId is not null : reply.ReplyIpId is not null) ? WartsPingReplyFlags.ReplyIpId : 0)
        | (!isIPv6 && probe.IpId is not null ? WartsPingReplyFlags.ProbeIpId : 0)
        | (probe.SentOrigin == TimestampOrigin.Datalink ? WartsPingReplyFlags.DatalinkSendTime : 0)
        | (reply.ReceivedOrigin == TimestampOrigin.Datalink ? WartsPingReplyFlags.DatalinkReceiveTime : 0)
        | (reply.ReplyTos is not null ? WartsPingReplyFlags.ReplyTos : 0);

    private static void WriteOptions(WartsBuffer buffer, ulong present, Reply reply)
    {
        if (Has(present, PingReplyCodec.RecordRoute))
        {
            buffer.Byte(reply.RecordRoute.Length);
            foreach (HostAddress address in reply.RecordRoute)
            {
                buffer.Address(address);
            }
        }

        if (!Has(present, PingReplyCodec.Timestamps))
        {
            return;
        }

        IpTimestamps timestamps = reply.IpTimestamps!;
        buffer.Byte(timestamps.Times.Length);
        buffer.Byte(timestamps.Addresses.Length);
        foreach (uint time in timestamps.Times)
        {
            buffer.UInt32(time);
        }

        foreach (HostAddress address in timestamps.Addresses)
        {
            buffer.Address(address);
        }
    }

    private static bool HasTimestamps(Reply reply) =>
        reply.IpTimestamps is { Times.Length: > 0 and <= byte.MaxValue } timestamps
        && (timestamps.Addresses.IsEmpty || timestamps.Addresses.Length == timestamps.Times.Length);

    private static int ProtocolOf(Reply reply, bool isIPv6) => reply.Kind switch
    {
        ReplyKind.Tcp => 6,
        ReplyKind.Udp => 17,
        _ => isIPv6 ? 58 : 1,
    };

    private static bool Has(ulong present, int number) => (present & ParameterBlock.Bit(number)) != 0;

    private static void ByteIf(WartsBuffer buffer, ulong present, int number, int value)
    {
        if (Has(present, number))
        {
            buffer.Byte(value);
        }
    }

    private static void UInt16If(WartsBuffer buffer, ulong present, int number, int value)
    {
        if (Has(present, number))
        {
            buffer.UInt16(Math.Clamp(value, 0, ushort.MaxValue));
        }
    }
}
