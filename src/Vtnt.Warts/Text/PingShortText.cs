namespace Vtnt.Warts;

/// <summary>A ping in scamper's short text.</summary>
internal sealed class PingShortText(TextBuffer text)
{
    private readonly TextBuffer _text = text;

    internal void Write(in WartsPingView ping)
    {
        _text.Append("ping"u8);
        if (!ping.Source.IsNone)
        {
            _text.Append(" from "u8).Address(ping.Source);
        }

        _text.Append(" to "u8).Address(ping.Destination).Append(": "u8).Number(ping.ProbeSize).Append(" byte packets\n"u8);
        foreach (WartsPingReplyView reply in ping.Replies)
        {
            WriteReply(reply);
        }

        WriteStatistics(ping);
    }

    private void WriteReply(in WartsPingReplyView reply)
    {
        _text.Number(reply.ReplySize).Append(" bytes from "u8).Address(reply.Address).Append(", seq="u8).Number(reply.ProbeId);
        if (reply.IsTcp)
        {
            _text.Append(" tcp="u8);
            WriteTcp(reply.TcpFlags);
        }

        if (reply.HasReplyTtl)
        {
            _text.Append(" ttl="u8).Number(reply.ReplyTtl);
        }

        _text.Append(" time="u8).Milliseconds(reply.RttMicroseconds).Append(" ms"u8);
        if (reply.HasIcmpTimestamps)
        {
            PingReplyDumpText.WriteIcmpTimestamps(_text, " "u8, reply);
        }

        _text.Byte((byte)'\n');
        WriteOptions(reply);
    }

    private void WriteTcp(byte flags)
    {
        const byte Syn = 0x02, Rst = 0x04, Ack = 0x10, Ece = 0x40;
        if ((flags & Rst) != 0)
        {
            _text.Append("closed"u8);
        }
        else if ((flags & (Syn | Ack)) == (Syn | Ack))
        {
            _text.Append((flags & Ece) != 0 ? "open,ecn"u8 : "open"u8);
        }
        else
        {
            _text.Append("0x"u8).Hex(flags, 2);
        }
    }

    private void WriteOptions(in WartsPingReplyView reply)
    {
        ReadOnlySpan<byte> front = " RR: "u8;
        foreach (WartsAddress address in reply.RecordRoute)
        {
            _text.Append(front).Address(address).Byte((byte)'\n');
            front = "     "u8;
        }

        front = " TS: "u8;
        WartsAddressList.Enumerator addresses = reply.TimestampAddresses.GetEnumerator();
        for (int i = 0; i < reply.TimestampCount; i++)
        {
            _text.Append(front);
            if (addresses.MoveNext())
            {
                _text.Address(addresses.Current).Byte((byte)' ');
            }

            CalendarText.TimeOfDay(_text, reply.TimestampAt(i));
            _text.Byte((byte)'\n');
            front = "     "u8;
        }
    }

    private void WriteStatistics(in WartsPingView ping)
    {
        PingStatistics statistics = PingStatistics.Of(ping);
        _text.Append("--- "u8).Address(ping.Destination).Append(" ping statistics ---\n"u8).Number(ping.ProbesSent)
            .Append(" packets transmitted, "u8).Number(statistics.Answered).Append(" packets received, "u8);
        if (statistics.Duplicates > 0)
        {
            _text.Byte((byte)'+').Number(statistics.Duplicates).Append(" duplicates, "u8);
        }

        if (statistics.Errors > 0)
        {
            _text.Byte((byte)'+').Number(statistics.Errors).Append(" errors, "u8);
        }

        int lost = ping.ProbesSent - statistics.Answered;
        _text.Number(ping.ProbesSent == 0 ? 0 : 100 * lost / ping.ProbesSent).Append("% packet loss\n"u8);
        if (statistics.Answered > 0)
        {
            _text.Append("round-trip min/avg/max/stddev = "u8).Milliseconds(statistics.Min).Byte((byte)'/')
                .Milliseconds(statistics.Average).Byte((byte)'/').Milliseconds(statistics.Max).Byte((byte)'/')
                .Milliseconds(statistics.Deviation).Append(" ms\n"u8);
        }
    }
}
