using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Writes hop records, one per reply.</summary>
internal static class HopWriter
{
    /// <summary>No hop record is shorter.</summary>
    internal const int LeastLength = 30;

    private const int MaxExtensionsLength = 60_000;

    private static readonly ulong Always = ParameterBlock.Bits(
        HopCodec.ProbeTtl, HopCodec.ReplyTtl, HopCodec.Flags, HopCodec.ProbeId, HopCodec.Rtt, HopCodec.ProbeSize,
        HopCodec.ReplySize, HopCodec.ReplyTos, HopCodec.Address);

    internal static void Write(WartsBuffer buffer, ProbeOutcome probe, Reply reply, int traceProbeSize, TntAnnotation? tnt)
    {
        bool isTcp = reply.Kind == ReplyKind.Tcp, isIcmp = !isTcp && reply.Kind != ReplyKind.Udp && reply.IcmpType is not null;
        bool isQuoting = isIcmp && IsQuoting(reply);
        bool isTooBig = isIcmp && IsTooBig(reply);
        bool hasLength = isQuoting && (reply.QuotedLength ?? probe.Size) != traceProbeSize;
        bool hasTtl = isQuoting && (reply.QuotedTtl ?? 1) != 1;
        bool hasExtensions = ExtensionsLength(reply) > 0;
        ulong present = Always | TntBits(tnt)
            | ParameterBlock.Bit(HopCodec.Icmp, isIcmp)
            | ParameterBlock.Bit(HopCodec.ReplyIpId, reply.ReplyIpId is not (null or 0))
            | ParameterBlock.Bit(HopCodec.NextHopMtu, isTooBig)
            | ParameterBlock.Bit(HopCodec.QuotedLength, hasLength)
            | ParameterBlock.Bit(HopCodec.QuotedTtl, hasTtl)
            | ParameterBlock.Bit(HopCodec.TcpFlags, isTcp)
            | ParameterBlock.Bit(HopCodec.QuotedTos, isQuoting)
            | ParameterBlock.Bit(HopCodec.Extensions, hasExtensions)
            | ParameterBlock.Bit(HopCodec.SentAt, probe.SentAt is not null)
            | ParameterBlock.Bit(HopCodec.Name, tnt is null && reply.Name is not null);
        int start = buffer.BeginBlock(present);
        buffer.Byte(probe.ProbeTtl);
        buffer.Byte(reply.ReplyTtl ?? 0);
        buffer.Byte((byte)FlagsOf(probe, reply));
        buffer.Byte(probe.Attempt - 1);
        buffer.UInt32(WartsTime.Microseconds(reply.Rtt));
        if (isIcmp)
        {
            buffer.Byte(reply.IcmpType ?? 0);
            buffer.Byte(reply.IcmpCode ?? 0);
        }

        buffer.UInt16(Math.Clamp(probe.Size, 0, ushort.MaxValue));
        buffer.UInt16(Math.Clamp(reply.ReplySize ?? 0, 0, ushort.MaxValue));
        if (reply.ReplyIpId is not (null or 0))
        {
            buffer.UInt16(reply.ReplyIpId.Value);
        }

        buffer.Byte(reply.ReplyTos ?? 0);
        WriteQuotation(buffer, probe, reply, isTooBig, hasLength, hasTtl);
        WriteRest(buffer, probe, reply, isTcp, isQuoting, hasExtensions);
        WriteNameOrTnt(buffer, reply, tnt);
        buffer.EndBlock(start);
    }

    private static void WriteQuotation(WartsBuffer buffer, ProbeOutcome probe, Reply reply, bool isTooBig, bool hasLength, bool hasTtl)
    {
        if (isTooBig)
        {
            buffer.UInt16((ushort)(reply.NextHopMtu ?? 0));
        }

        if (hasLength)
        {
            buffer.UInt16(Math.Clamp(reply.QuotedLength ?? probe.Size, 0, ushort.MaxValue));
        }

        if (hasTtl)
        {
            buffer.Byte(reply.QuotedTtl!.Value);
        }
    }

    private static void WriteRest(WartsBuffer buffer, ProbeOutcome probe, Reply reply, bool isTcp, bool isQuoting, bool hasExtensions)
    {
        if (isTcp)
        {
            buffer.Byte(reply.TcpFlags ?? 0);
        }

        if (isQuoting)
        {
            buffer.Byte(reply.QuotedTos ?? 0);
        }

        if (hasExtensions)
        {
            WriteExtensions(buffer, reply);
        }

        buffer.Address(reply.Address);
        if (probe.SentAt is { } sentAt)
        {
            buffer.Time(sentAt);
        }
    }

    private static void WriteNameOrTnt(WartsBuffer buffer, Reply reply, TntAnnotation? tnt)
    {
        if (tnt is null)
        {
            if (reply.Name is { } name)
            {
                buffer.String(name);
            }

            return;
        }

        ByteIfSet(buffer, tnt.EchoReplyTtl);
        ByteIfSet(buffer, tnt.Types);
        ByteIfSet(buffer, tnt.Failures);
        if (tnt.Discoveries != 0)
        {
            buffer.UInt16(tnt.Discoveries);
        }

        ByteIfSet(buffer, tnt.RevelationStep);
        ByteIfSet(buffer, tnt.Slot);
    }

    private static ulong TntBits(TntAnnotation? tnt) => tnt is null ? 0
        : ParameterBlock.Bit(HopCodec.TntEchoReplyTtl, tnt.EchoReplyTtl != 0) | ParameterBlock.Bit(HopCodec.TntTypes, tnt.Types != 0)
        | ParameterBlock.Bit(HopCodec.TntFailures, tnt.Failures != 0) | ParameterBlock.Bit(HopCodec.TntDiscoveries, tnt.Discoveries != 0)
        | ParameterBlock.Bit(HopCodec.TntStep, tnt.RevelationStep != 0) | ParameterBlock.Bit(HopCodec.TntSlot, tnt.Slot != 0);

    private static void ByteIfSet(WartsBuffer buffer, byte value)
    {
        if (value != 0)
        {
            buffer.Byte(value);
        }
    }

    private static void WriteExtensions(WartsBuffer buffer, Reply reply)
    {
        int total = ExtensionsLength(reply);
        buffer.UInt16(total);
        foreach (IcmpExtensionObject extension in reply.Extensions)
        {
            int length = 4 + extension.Payload.Length;
            if (length > total)
            {
                return;
            }

            buffer.UInt16(extension.Payload.Length);
            buffer.Byte(extension.Class);
            buffer.Byte(extension.CType);
            buffer.Bytes(extension.Payload.AsSpan());
            total -= length;
        }
    }

    /// <summary>Length of the objects that fit the record, front to back; all of them in any real reply.</summary>
    private static int ExtensionsLength(Reply reply)
    {
        int total = 0;
        foreach (IcmpExtensionObject extension in reply.Extensions)
        {
            int length = 4 + extension.Payload.Length;
            if (total + length > MaxExtensionsLength)
            {
                break;
            }

            total += length;
        }

        return total;
    }

    private static WartsHopFlags FlagsOf(ProbeOutcome probe, Reply reply) =>
        (reply.ReceivedOrigin == TimestampOrigin.Socket ? WartsHopFlags.SocketReceiveTime : WartsHopFlags.None)
        | (reply.ReceivedOrigin == TimestampOrigin.Datalink ? WartsHopFlags.DatalinkReceiveTime : WartsHopFlags.None)
        | (probe.SentOrigin == TimestampOrigin.Datalink ? WartsHopFlags.DatalinkSendTime : WartsHopFlags.None)
        | (reply.ReplyTtl is not null ? WartsHopFlags.ReplyTtl : WartsHopFlags.None)
        | (reply.Kind == ReplyKind.Tcp ? WartsHopFlags.Tcp : reply.Kind == ReplyKind.Udp ? WartsHopFlags.Udp : WartsHopFlags.None);

    private static bool IsQuoting(Reply reply) => reply.Address.IsIPv6 ? reply.IcmpType is 1 or 2 or 3 : reply.IcmpType is 3 or 11;

    private static bool IsTooBig(Reply reply) =>
        reply.Address.IsIPv6 ? reply.IcmpType == 2 : reply is { IcmpType: 3, IcmpCode: 4 };
}
