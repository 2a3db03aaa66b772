namespace Vtnt.Warts;

/// <summary>A ping reply as scamper's JSON.</summary>
internal sealed class PingReplyJsonText(TextBuffer text)
{
    private const uint MicrosecondsPerSecond = 1_000_000;

    private readonly TextBuffer _text = text;

    internal void Write(in WartsPingView ping, in WartsPingReplyView reply)
    {
        JsonText.Address(_text, "{\"from\":\""u8, reply.Address);
        _text.Append(",\"reply_size\":"u8).Number(reply.ReplySize);
        if (reply.HasReplyTtl)
        {
            _text.Append(",\"reply_ttl\":"u8).Number(reply.ReplyTtl);
        }

        _text.Append(",\"seq\":"u8).Number(reply.ProbeId);
        if (reply.HasSentAt)
        {
            JsonText.Time(_text, ",\"tx\":"u8, reply.SentSeconds, reply.SentMicroseconds).Byte((byte)'}');
        }

        WriteProbe(ping, reply);
        WriteProtocol(reply);
        if (reply.HasInterfaceName)
        {
            _text.Append(",\"ifname\":"u8);
            JsonText.String(_text, reply.InterfaceName);
        }

        WriteFlags(reply.Flags);
        if (reply.HasSentAt)
        {
            ulong microseconds = (ulong)reply.SentMicroseconds + reply.RttMicroseconds;
            uint seconds = reply.SentSeconds + (uint)(microseconds / MicrosecondsPerSecond);
            JsonText.Time(_text, ",\"rx\":"u8, seconds, (uint)(microseconds % MicrosecondsPerSecond)).Byte((byte)'}');
        }

        _text.Append(",\"rtt\":"u8).Milliseconds(reply.RttMicroseconds);
        WriteHeader(reply);
        WriteMessage(reply);
        WriteOptions(reply);
        _text.Byte((byte)'}');
    }

    internal void WriteAddresses(WartsAddressList addresses)
    {
        byte separator = (byte)'[';
        foreach (WartsAddress address in addresses)
        {
            _text.Byte(separator).Byte((byte)'"').Address(address).Byte((byte)'"');
            separator = (byte)',';
        }

        _text.Byte((byte)']');
    }

    private void WriteProbe(in WartsPingView ping, in WartsPingReplyView reply)
    {
        if (ping.IsTcp || ping.IsUdp)
        {
            _text.Append(ping.IsTcp ? ",\"tcp_sport\":"u8 : ",\"udp_sport\":"u8).Number(PingPorts.Source(ping, reply))
                .Append(ping.IsTcp ? ", \"tcp_dport\":"u8 : ", \"udp_dport\":"u8).Number(PingPorts.Destination(ping, reply));
        }
        else
        {
            _text.Append(",\"icmp_id\":"u8).Number(ping.SourcePort)
                .Append(",\"icmp_seq\":"u8).Number((ushort)(ping.DestinationPort + reply.ProbeId));
        }

        if (reply.HasProbeIpId && (reply.Flags & WartsPingReplyFlags.ProbeIpId) != 0)
        {
            _text.Append(",\"probe_ipid\":"u8).Number(reply.ProbeIpId);
        }
    }

    private void WriteProtocol(in WartsPingReplyView reply)
    {
        _text.Append(",\"reply_proto\":"u8);
        switch (reply.Protocol)
        {
            case 1 or 58:
                _text.Append("\"icmp\""u8);
                break;
            case 6:
                _text.Append("\"tcp\""u8);
                break;
            case 17:
                _text.Append("\"udp\""u8);
                break;
            default:
                _text.Number(reply.Protocol);
                break;
        }
    }

    private void WriteFlags(WartsPingReplyFlags flags)
    {
        bool sent = (flags & WartsPingReplyFlags.DatalinkSendTime) != 0, received = (flags & WartsPingReplyFlags.DatalinkReceiveTime) != 0;
        if (sent || received)
        {
            _text.Append(sent && received ? ",\"reply_flags\":[\"dltxts\",\"dlrxts\"]"u8
                : sent ? ",\"reply_flags\":[\"dltxts\"]"u8 : ",\"reply_flags\":[\"dlrxts\"]"u8);
        }
    }

    private void WriteHeader(in WartsPingReplyView reply)
    {
        if (!reply.Address.IsIPv6)
        {
            _text.Append(",\"reply_ipid\":"u8).Number(reply.ReplyIpId);
        }
        else if (reply.HasFragmentId && (reply.Flags & WartsPingReplyFlags.ReplyIpId) != 0)
        {
            _text.Append(",\"reply_ipid\":"u8).Number(reply.FragmentId);
        }

        if (reply.HasReplyTos)
        {
            _text.Append(",\"reply_tos\":"u8).Number(reply.ReplyTos);
        }
    }

    private void WriteMessage(in WartsPingReplyView reply)
    {
        if (reply.IsTcp)
        {
            _text.Append(",\"tcp_flags\":"u8).Number(reply.TcpFlags);
        }
        else if (reply.IsIcmp)
        {
            _text.Append(",\"icmp_type\":"u8).Number(reply.IcmpType).Append(",\"icmp_code\":"u8).Number(reply.IcmpCode);
            if (reply.NextHopMtu != 0)
            {
                _text.Append(",\"icmp_nhmtu\":"u8).Number(reply.NextHopMtu);
            }
        }
    }

    private void WriteOptions(in WartsPingReplyView reply)
    {
        if (reply.RecordRoute.Count > 0)
        {
            _text.Append(",\"RR\":"u8);
            WriteAddresses(reply.RecordRoute);
        }

        if (!reply.HasTimestamps || reply.TimestampCount == 0)
        {
            return;
        }

        bool hasAddresses = reply.TimestampAddresses.Count == reply.TimestampCount;
        _text.Append(hasAddresses ? ",\"tsandaddr\":["u8 : ",\"tsonly\":["u8);
        WartsAddressList.Enumerator addresses = reply.TimestampAddresses.GetEnumerator();
        for (int i = 0; i < reply.TimestampCount; i++)
        {
            _text.Append(i == 0 ? default : ","u8).Append(hasAddresses ? "{\"ts\":"u8 : default).Number(reply.TimestampAt(i));
            if (hasAddresses && addresses.MoveNext())
            {
                JsonText.Address(_text, ",\"ip\":\""u8, addresses.Current);
                _text.Byte((byte)'}');
            }
        }

        _text.Byte((byte)']');
    }
}
