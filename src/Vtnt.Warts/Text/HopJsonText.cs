using System.Buffers.Binary;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A hop record as scamper's JSON.</summary>
internal sealed class HopJsonText(TextBuffer text, ScamperTextOptions options)
{
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

        _text.Append(",\"probe_ttl\":"u8).Number(hop.TntSlot != 0 ? hop.TntSlot : (uint)hop.ProbeTtl)
            .Append(",\"probe_id\":"u8).Number(hop.ProbeId + 1U).Append(",\"probe_size\":"u8).Number(hop.ProbeSize);
        if (hop.HasSentAt)
        {
            JsonText.Time(_text, ",\"tx\":"u8, hop.SentSeconds, hop.SentMicroseconds).Byte((byte)'}');
        }

        _text.Append(",\"rtt\":"u8).Milliseconds(hop.RttMicroseconds).Append(",\"reply_ttl\":"u8).Number(hop.ReplyTtl)
            .Append(",\"reply_tos\":"u8).Number(hop.ReplyTos);
        WriteFlags(hop.Flags);
        if (hasHeader)
        {
            _text.Append(",\"reply_ipid\":"u8).Number(hop.ReplyIpId).Append(",\"reply_size\":"u8).Number(hop.ReplySize);
        }

        WriteMessage(hop, hasHeader);
        WriteExtensions(hop.Extensions);
        if (isTnt)
        {
            WriteTnt(hop);
        }

        _text.Byte((byte)'}');
    }

    private void WriteFlags(WartsHopFlags flags)
    {
        const WartsHopFlags Named = WartsHopFlags.DatalinkSendTime | WartsHopFlags.DatalinkReceiveTime | WartsHopFlags.SocketReceiveTime;
        switch (flags & Named)
        {
            case WartsHopFlags.None:
                return;
            case WartsHopFlags.SocketReceiveTime:
                _text.Append(",\"flags\":[\"sockrxts\"]"u8);
                return;
            case WartsHopFlags.DatalinkSendTime | WartsHopFlags.DatalinkReceiveTime:
                _text.Append(",\"flags\":[\"dltxts\",\"dlrxts\"]"u8);
                return;
        }

        _text.Append(",\"flags\":"u8);
        byte separator = (byte)'[';
        WriteFlag(flags, WartsHopFlags.DatalinkSendTime, "\"dltxts\""u8, ref separator);
        WriteFlag(flags, WartsHopFlags.DatalinkReceiveTime, "\"dlrxts\""u8, ref separator);
        WriteFlag(flags, WartsHopFlags.SocketReceiveTime, "\"sockrxts\""u8, ref separator);
        _text.Byte((byte)']');
    }

    private void WriteFlag(WartsHopFlags flags, WartsHopFlags flag, ReadOnlySpan<byte> name, ref byte separator)
    {
        if ((flags & flag) != 0)
        {
            _text.Byte(separator).Append(name);
            separator = (byte)',';
        }
    }

    private void WriteMessage(in WartsHopView hop, bool hasHeader)
    {
        if ((hop.Flags & WartsHopFlags.Tcp) != 0)
        {
            _text.Append(",\"tcp_flags\":"u8).Number(hop.TcpFlags);
            return;
        }

        if (!hop.IsIcmp)
        {
            return;
        }

        _text.Append(",\"icmp_type\":"u8).Number(hop.IcmpType).Append(",\"icmp_code\":"u8).Number(hop.IcmpCode);
        if (hop.IsQuoting && hasHeader)
        {
            _text.Append(",\"icmp_q_ttl\":"u8).Number(hop.QuotedTtl).Append(",\"icmp_q_ipl\":"u8).Number(hop.QuotedLength)
                .Append(",\"icmp_q_tos\":"u8).Number(hop.QuotedTos);
        }

        if (hop.IsTooBig)
        {
            _text.Append(_keepsMtuName ? ",\"icmp_nhmtu:\":"u8 : ",\"icmp_nhmtu\":"u8).Number(hop.NextHopMtu);
        }
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
            _text.Append(offset == 0 ? "{\"mpls_ttl\":"u8 : ",{\"mpls_ttl\":"u8).Number(entry & 0xFF)
                .Append(",\"mpls_s\":"u8).Number((entry >> 8) & 1).Append(",\"mpls_exp\":"u8).Number((entry >> 9) & 7)
                .Append(",\"mpls_label\":"u8).Number(entry >> 12).Byte((byte)'}');
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
