namespace Vtnt.Warts;

/// <summary>A ping reply as scamper's dump.</summary>
internal sealed class PingReplyDumpText(TextBuffer text)
{
    private const int AddressesPerLine = 3;

    private readonly TextBuffer _text = text;

    internal void Write(in WartsPingView ping, in WartsPingReplyView reply)
    {
        _text.Append("reply from "u8).Address(reply.Address).Append(", attempt: "u8).Number(reply.ProbeId + 1U);
        if (reply.HasSentAt)
        {
            _text.Append(", tx: "u8);
            DumpText.Elapsed(_text, ping.StartSeconds, ping.StartMicroseconds, reply.SentSeconds, reply.SentMicroseconds);
        }

        _text.Append(", rtt: "u8);
        DumpText.Rtt(_text, reply.RttMicroseconds);
        _text.Append("\n size: "u8).Number(reply.ReplySize);
        WriteHeader(reply);
        WriteMessage(reply);
        if (reply.HasIcmpTimestamps)
        {
            WriteIcmpTimestamps(_text, " icmp-tsreply: "u8, reply);
            _text.Byte((byte)'\n');
        }

        WriteOptions(reply);
    }

    internal static void WriteIcmpTimestamps(TextBuffer text, ReadOnlySpan<byte> front, in WartsPingReplyView reply)
    {
        text.Append(front).Append("tso="u8);
        CalendarText.TimeOfDay(text, reply.IcmpOriginate);
        text.Append(" tsr="u8);
        CalendarText.TimeOfDay(text, reply.IcmpReceive);
        text.Append(" tst="u8);
        CalendarText.TimeOfDay(text, reply.IcmpTransmit);
    }

    private void WriteHeader(in WartsPingReplyView reply)
    {
        if (reply.HasReplyTtl)
        {
            _text.Append(", ttl: "u8).Number(reply.ReplyTtl);
        }

        if (reply.HasReplyTos)
        {
            _text.Append(", tos: 0x"u8).Hex(reply.ReplyTos, 2);
        }

        if (reply.ProbeSourcePort != 0)
        {
            _text.Append(", probe-sport: "u8).Number(reply.ProbeSourcePort);
        }

        if (reply.HasProbeIpId && (reply.Flags & WartsPingReplyFlags.ProbeIpId) != 0)
        {
            _text.Append(", probe-ipid: 0x"u8).Hex(reply.ProbeIpId, 4);
        }

        if (reply.HasInterfaceName)
        {
            _text.Append(", ifname: "u8).Append(reply.InterfaceName);
        }

        if ((reply.Flags & WartsPingReplyFlags.ReplyIpId) != 0)
        {
            _text.Append(reply.Address.IsIPv6 ? ", reply-ipid32: 0x"u8 : ", reply-ipid: 0x"u8)
                .Hex(reply.Address.IsIPv6 ? reply.FragmentId : reply.ReplyIpId, reply.Address.IsIPv6 ? 8 : 4);
        }

        _text.Append((reply.Flags & WartsPingReplyFlags.DatalinkSendTime) != 0 ? ", dltx"u8 : default)
            .Append((reply.Flags & WartsPingReplyFlags.DatalinkReceiveTime) != 0 ? ", dlrx"u8 : default).Byte((byte)'\n');
    }

    private void WriteMessage(in WartsPingReplyView reply)
    {
        if (reply.IsTcp)
        {
            _text.Append(" tcp flags: "u8).Hex(reply.TcpFlags, 2);
            DumpText.TcpFlags(_text, reply.TcpFlags);
            _text.Byte((byte)'\n');
        }
        else if (reply.IsIcmp)
        {
            _text.Append(" icmp type: "u8).Number(reply.IcmpType).Append(", code: "u8).Number(reply.IcmpCode);
            if (reply.NextHopMtu != 0)
            {
                _text.Append(", nhmtu: "u8).Number(reply.NextHopMtu);
            }

            _text.Byte((byte)'\n');
        }
    }

    private void WriteOptions(in WartsPingReplyView reply)
    {
        if (reply.RecordRoute.Count > 0)
        {
            _text.Append(" record route:"u8);
            int index = 0;
            foreach (WartsAddress address in reply.RecordRoute)
            {
                _text.Append(index > 0 && index % AddressesPerLine == 0 ? "\n              "u8 : default).Byte((byte)' ').Address(address);
                index++;
            }

            _text.Byte((byte)'\n');
        }

        if (!reply.HasTimestamps)
        {
            return;
        }

        _text.Append(" IP timestamp option: tsc "u8).Number((uint)reply.TimestampCount);
        WartsAddressList.Enumerator addresses = reply.TimestampAddresses.GetEnumerator();
        for (int i = 0; i < reply.TimestampCount; i++)
        {
            _text.Append(i == 0 ? "\n  "u8 : " "u8);
            if (addresses.MoveNext())
            {
                _text.Address(addresses.Current).Byte((byte)' ');
            }

            CalendarText.TimeOfDay(_text, reply.TimestampAt(i));
        }

        _text.Byte((byte)'\n');
    }
}
