using System.Buffers.Binary;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A hop record as scamper's JSON.</summary>
internal sealed class HopJsonText(TextBuffer text, ScamperTextOptions options)
{
    /// <summary>More than the fixed members of a hop can be long.</summary>
    private const int MaxFields = 512;

    private readonly TextBuffer _text = text;
    private readonly bool _keepsMtuName = options.KeepsNextHopMtuName;

    internal void Write(in WartsTraceView trace, in WartsHopView hop)
    {
        bool isTnt = trace.Dialect == WartsDialect.Tnt;
        bool hasHeader = isTnt || (trace.Flags & TraceFlags.ErrorQueue) == 0;
        JsonText.Address(_text, "{\"addr\":\""u8, hop.Address);
        if (hop.HasName)
        {
            _text.Append(",\"name\":"u8);
            JsonText.String(_text, hop.Name);
        }

        WriteFields(hop, hasHeader);
        WriteMessage(hop, hasHeader);
        WriteExtensions(hop.Extensions);
        if (isTnt)
        {
            WriteTnt(hop);
        }

        _text.Byte((byte)'}');
    }

    private void WriteFields(in WartsHopView hop, bool hasHeader)
    {
        TextRun run = _text.Reserve(MaxFields);
        run.Append(",\"probe_ttl\":"u8, hop.TntSlot != 0 ? hop.TntSlot : (uint)hop.ProbeTtl);
        run.Append(",\"probe_id\":"u8, hop.ProbeId + 1U);
        run.Append(",\"probe_size\":"u8, hop.ProbeSize);
        if (hop.HasSentAt)
        {
            run.Append(",\"tx\":{\"sec\":"u8, hop.SentSeconds);
            run.Append(",\"usec\":"u8, hop.SentMicroseconds);
            run.Append("}"u8);
        }

        run.Append(",\"rtt\":"u8);
        run.Milliseconds(hop.RttMicroseconds);
        run.Append(",\"reply_ttl\":"u8, hop.ReplyTtl);
        run.Append(",\"reply_tos\":"u8, hop.ReplyTos);
        run.Append(FlagNames(hop.Flags));
        if (hasHeader)
        {
            run.Append(",\"reply_ipid\":"u8, hop.ReplyIpId);
            run.Append(",\"reply_size\":"u8, hop.ReplySize);
        }

        _text.Commit(run);
    }

    /// <summary>Those of the flags that have a name, in scamper's order.</summary>
    private static ReadOnlySpan<byte> FlagNames(WartsHopFlags flags)
    {
        const WartsHopFlags Send = WartsHopFlags.DatalinkSendTime, Receive = WartsHopFlags.DatalinkReceiveTime,
            Socket = WartsHopFlags.SocketReceiveTime;
        return (flags & (Send | Receive | Socket)) switch
        {
            Socket => ",\"flags\":[\"sockrxts\"]"u8,
            Send => ",\"flags\":[\"dltxts\"]"u8,
            Receive => ",\"flags\":[\"dlrxts\"]"u8,
            Send | Receive => ",\"flags\":[\"dltxts\",\"dlrxts\"]"u8,
            Send | Socket => ",\"flags\":[\"dltxts\",\"sockrxts\"]"u8,
            Receive | Socket => ",\"flags\":[\"dlrxts\",\"sockrxts\"]"u8,
            Send | Receive | Socket => ",\"flags\":[\"dltxts\",\"dlrxts\",\"sockrxts\"]"u8,
            _ => default,
        };
    }

    private void WriteMessage(in WartsHopView hop, bool hasHeader)
    {
        TextRun run = _text.Reserve(MaxFields);
        if ((hop.Flags & WartsHopFlags.Tcp) != 0)
        {
            run.Append(",\"tcp_flags\":"u8, hop.TcpFlags);
        }
        else if (hop.IsIcmp)
        {
            run.Append(",\"icmp_type\":"u8, hop.IcmpType);
            run.Append(",\"icmp_code\":"u8, hop.IcmpCode);
            if (hop.IsQuoting && hasHeader)
            {
                run.Append(",\"icmp_q_ttl\":"u8, hop.QuotedTtl);
                run.Append(",\"icmp_q_ipl\":"u8, hop.QuotedLength);
                run.Append(",\"icmp_q_tos\":"u8, hop.QuotedTos);
            }

            if (hop.IsTooBig)
            {
                run.Append(_keepsMtuName ? ",\"icmp_nhmtu:\":"u8 : ",\"icmp_nhmtu\":"u8, hop.NextHopMtu);
            }
        }

        _text.Commit(run);
    }

    private void WriteExtensions(WartsExtensionList extensions)
    {
        if (extensions.IsEmpty)
        {
            return;
        }

        _text.Append(",\"icmpext\":"u8);
        byte separator = (byte)'[';
        foreach (WartsExtensionView extension in extensions)
        {
            _text.Byte(separator).Append("{\"ie_cn\":"u8).Number(extension.Class).Append(",\"ie_ct\":"u8).Number(extension.CType)
                .Append(",\"ie_dl\":"u8).Number((uint)extension.Payload.Length);
            if (extension.IsMplsLabelStack)
            {
                WriteLabels(extension.Payload);
            }

            _text.Byte((byte)'}');
            separator = (byte)',';
        }

        _text.Append(separator == '[' ? "[]"u8 : "]"u8);
    }

    private void WriteLabels(ReadOnlySpan<byte> stack)
    {
        _text.Append(",\"mpls_labels\":["u8);
        for (int offset = 0; offset + 4 <= stack.Length; offset += 4)
        {
            uint entry = BinaryPrimitives.ReadUInt32BigEndian(stack[offset..]);
            TextRun run = _text.Reserve(MaxFields);
            run.Append(offset == 0 ? "{\"mpls_ttl\":"u8 : ",{\"mpls_ttl\":"u8, entry & 0xFF);
            run.Append(",\"mpls_s\":"u8, (entry >> 8) & 1);
            run.Append(",\"mpls_exp\":"u8, (entry >> 9) & 7);
            run.Append(",\"mpls_label\":"u8, entry >> 12);
            run.Append("}"u8);
            _text.Commit(run);
        }

        _text.Byte((byte)']');
    }

    private void WriteTnt(in WartsHopView hop)
    {
        WriteIfSet(",\"hop_ping_rttl\":"u8, hop.TntEchoReplyTtl);
        WriteIfSet(",\"hop_types_mflags\":"u8, hop.TntTypes);
        WriteIfSet(",\"hop_fail_mflags\":"u8, hop.TntFailures);
        WriteIfSet(",\"hop_disc_mflags\":"u8, hop.TntDiscoveries);
        WriteIfSet(",\"hop_mpls_iteration\":"u8, hop.TntStep);
    }

    private void WriteIfSet(ReadOnlySpan<byte> name, uint value)
    {
        if (value != 0)
        {
            _text.Append(name).Number(value);
        }
    }
}
