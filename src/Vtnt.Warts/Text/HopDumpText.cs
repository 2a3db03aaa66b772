using System.Buffers.Binary;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A hop record as scamper's dump.</summary>
internal sealed class HopDumpText(TextBuffer text)
{
    private readonly TextBuffer _text = text;

    internal void Write(in WartsTraceView trace, in WartsHopView hop)
    {
        _text.Append("hop "u8).Padded(hop.TntSlot != 0 ? hop.TntSlot : (uint)hop.ProbeTtl, 2, (byte)' ').Append("  "u8).Address(hop.Address);
        if (hop.HasName)
        {
            _text.Append(" name "u8).Append(hop.Name);
        }

        _text.Append("\n attempt: "u8).Number(hop.ProbeId + 1U);
        if (hop.HasSentAt)
        {
            _text.Append(", tx: "u8);
            DumpText.Elapsed(_text, trace.StartSeconds, trace.StartMicroseconds, hop.SentSeconds, hop.SentMicroseconds);
        }

        _text.Append(", rtt: "u8);
        DumpText.Rtt(_text, hop.RttMicroseconds);
        _text.Append(", probe-size: "u8).Number(hop.ProbeSize).Append("\n "u8);
        WriteReply(trace, hop);
        WriteMessage(hop);
        WriteFlags(hop.Flags);
        WriteLabels(hop.Extensions);
        if (trace.Dialect == WartsDialect.Tnt)
        {
            WriteTnt(hop);
        }
    }

    private void WriteReply(in WartsTraceView trace, in WartsHopView hop)
    {
        if ((hop.Flags & WartsHopFlags.ReplyTtl) != 0)
        {
            _text.Append("reply-ttl: "u8).Number(hop.ReplyTtl).Append(", "u8);
        }

        if ((trace.Flags & TraceFlags.ErrorQueue) == 0 || trace.Dialect == WartsDialect.Tnt)
        {
            _text.Append("reply-size: "u8).Number(hop.ReplySize);
            if (!hop.Address.IsIPv6)
            {
                _text.Append(", reply-ipid: 0x"u8).Hex(hop.ReplyIpId, 4);
            }

            _text.Append(", "u8);
        }

        _text.Append("reply-tos: 0x"u8).Hex(hop.ReplyTos, 2).Byte((byte)'\n');
    }

    private void WriteMessage(in WartsHopView hop)
    {
        if ((hop.Flags & WartsHopFlags.Tcp) != 0)
        {
            _text.Append(" tcp-flags: 0x"u8).Hex(hop.TcpFlags, 2);
            DumpText.TcpFlags(_text, hop.TcpFlags);
            _text.Byte((byte)'\n');
            return;
        }

        if (!hop.IsIcmp)
        {
            return;
        }

        _text.Append(" icmp-type: "u8).Number(hop.IcmpType).Append(", icmp-code: "u8).Number(hop.IcmpCode);
        if (hop.IsQuoting)
        {
            _text.Append(", q-ttl: "u8).Number(hop.QuotedTtl).Append(", q-len: "u8).Number(hop.QuotedLength)
                .Append(", q-tos "u8).Number(hop.QuotedTos);
        }

        if (hop.IsTooBig)
        {
            _text.Append(", nhmtu: "u8).Number(hop.NextHopMtu);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteFlags(WartsHopFlags flags)
    {
        _text.Append(" flags: 0x"u8).Hex((uint)flags, 2);
        if (flags != 0)
        {
            _text.Append(" ("u8);
            _text.Append((flags & WartsHopFlags.SocketReceiveTime) != 0 ? " sockrxts"u8 : default);
            _text.Append((flags & WartsHopFlags.DatalinkSendTime) != 0 ? " dltxts"u8 : default);
            _text.Append((flags & WartsHopFlags.DatalinkReceiveTime) != 0 ? " dlrxts"u8 : default);
            _text.Append((flags & WartsHopFlags.ReplyTtl) != 0 ? " replyttl"u8 : default);
            _text.Append(" )"u8);
        }

        _text.Byte((byte)'\n');
    }

    private void WriteLabels(WartsExtensionList extensions)
    {
        foreach (WartsExtensionView extension in extensions)
        {
            if (!extension.IsMplsLabelStack)
            {
                continue;
            }

            ReadOnlySpan<byte> stack = extension.Payload;
            for (int offset = 0; offset + 4 <= stack.Length; offset += 4)
            {
                uint entry = BinaryPrimitives.ReadUInt32BigEndian(stack[offset..]);
                _text.Append(offset == 0 ? " mpls ext ttl: "u8 : "          ttl: "u8).Number(entry & 0xFF)
                    .Append(", s: "u8).Number((entry >> 8) & 1).Append(", exp: "u8).Number((entry >> 9) & 7)
                    .Append(", label: "u8).Number(entry >> 12).Byte((byte)'\n');
            }
        }
    }

    private void WriteTnt(in WartsHopView hop) =>
        _text.Append(" tnt: echo-reply-ttl: "u8).Number(hop.TntEchoReplyTtl).Append(", types: 0x"u8).Hex(hop.TntTypes, 2)
            .Append(", fail: 0x"u8).Hex(hop.TntFailures, 2).Append(", disc: 0x"u8).Hex(hop.TntDiscoveries, 4)
            .Append(", step: "u8).Number(hop.TntStep).Append(", probe-ttl: "u8).Number(hop.ProbeTtl).Byte((byte)'\n');
}
