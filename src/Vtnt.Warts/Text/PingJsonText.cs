using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A ping as scamper's JSON.</summary>
internal sealed class PingJsonText(TextBuffer text)
{
    private readonly TextBuffer _text = text;
    private readonly PingReplyJsonText _replies = new(text);

    internal void Write(in WartsPingView ping)
    {
        WriteFront(ping);
        WriteParameters(ping);
        _text.Append(",\"responses\":["u8);
        for (int i = 0; i < ping.Replies.Count; i++)
        {
            _text.Append(i == 0 ? default : ","u8);
            _replies.Write(ping, ping.Replies[i]);
        }

        _text.Append("],\"no_responses\":[],\"statistics\":{"u8);
        WriteStatistics(ping);
        _text.Append("}}\n"u8);
    }

    private void WriteFront(in WartsPingView ping)
    {
        _text.Append("{\"type\":\"ping\",\"version\":\"0.4\",\"method\":\""u8);
        NameOrNumber(PingNames.Method(ping.Method), (uint)ping.Method);
        _text.Byte((byte)'"');
        if (!ping.Source.IsNone)
        {
            JsonText.Address(_text, ",\"src\":\""u8, ping.Source);
        }

        JsonText.Address(_text, ",\"dst\":\""u8, ping.Destination);
        if (!ping.Router.IsNone)
        {
            JsonText.Address(_text, ",\"rtr\":\""u8, ping.Router);
        }

        JsonText.Time(_text, ",\"start\":"u8, ping.StartSeconds, ping.StartMicroseconds).Append("},\"stop_reason\":\""u8);
        NameOrNumber(PingNames.StopReason(ping.StopReason), ping.StopReason);
        _text.Append("\",\"stop_data\":"u8).Number(ping.StopData);
        if (ping.HasErrorText)
        {
            _text.Append(",\"errmsg\":"u8);
            JsonText.String(_text, ping.ErrorText);
        }
    }

    private void WriteParameters(in WartsPingView ping)
    {
        _text.Append(",\"ping_sent\":"u8).Number(ping.ProbesSent).Append(",\"probe_size\":"u8).Number(ping.ProbeSize)
            .Append(",\"userid\":"u8).Number(ping.UserId).Append(",\"ttl\":"u8).Number(ping.ProbeTtl)
            .Append(",\"tos\":"u8).Number(ping.Tos).Append(",\"wait\":"u8).Number(ping.WaitSeconds);
        IfSet(",\"wait_us\":"u8, ping.WaitMicroseconds);
        _text.Append(",\"timeout\":"u8).Number(ping.TimeoutSeconds);
        IfSet(",\"timeout_us\":"u8, ping.TimeoutMicroseconds);
        if (ping.IsUdp || ping.IsTcp)
        {
            _text.Append(",\"sport\":"u8).Number(ping.SourcePort).Append(",\"dport\":"u8).Number(ping.DestinationPort);
        }

        if (ping.IsTcp)
        {
            _text.Append(",\"tcp_seq\":"u8).Number(ping.TcpSequence).Append(",\"tcp_ack\":"u8).Number(ping.TcpAcknowledgement);
        }

        WritePayloadAndFlags(ping);
        if (ping.List is { Monitor: not null } list)
        {
            _text.Append(",\"monitor\":"u8);
            JsonText.String(_text, list.MonitorBytes);
        }
    }

    private void WritePayloadAndFlags(in WartsPingView ping)
    {
        if (!ping.Payload.IsEmpty)
        {
            _text.Append((ping.Flags & PingFlags.Payload) != 0 ? ",\"payload\":\""u8 : ",\"pattern\":\""u8);
            foreach (byte value in ping.Payload)
            {
                _text.Hex(value, 2);
            }

            _text.Byte((byte)'"');
        }

        byte separator = (byte)'[';
        _text.Append(ping.Flags == 0 ? default : ",\"flags\":"u8);
        for (uint rest = (uint)ping.Flags; rest != 0; rest &= rest - 1)
        {
            int bit = System.Numerics.BitOperations.TrailingZeroCount(rest);
            ReadOnlySpan<byte> name = PingNames.Flag(bit);
            _text.Byte(separator).Byte((byte)'"').Append(name);
            if (name.IsEmpty)
            {
                _text.Append("0x"u8).Hex(1U << bit, 8);
            }

            _text.Byte((byte)'"');
            separator = (byte)',';
        }

        _text.Append(ping.Flags == 0 ? default : "]"u8);
        if ((ping.Flags & PingFlags.IcmpChecksum) != 0)
        {
            _text.Append(",\"icmp_csum\":"u8).Number(ping.IcmpChecksum);
        }

        if (ping.TimestampAddresses.Count > 0)
        {
            _text.Append(",\"probe_tsps\":"u8);
            _replies.WriteAddresses(ping.TimestampAddresses);
        }
    }

    private void WriteStatistics(in WartsPingView ping)
    {
        PingStatistics statistics = PingStatistics.Of(ping);
        _text.Append("\"replies\":"u8).Number(statistics.Answered);
        WriteLoss(ping.ProbesSent, statistics.Answered);
        if (statistics.Answered > 0)
        {
            _text.Append(",\"min\":"u8).Milliseconds(statistics.Min).Append(",\"max\":"u8).Milliseconds(statistics.Max)
                .Append(",\"avg\":"u8).Milliseconds(statistics.Average).Append(",\"stddev\":"u8).Milliseconds(statistics.Deviation);
        }

        IfSet(",\"ndups\":"u8, (uint)statistics.Duplicates);
        IfSet(",\"nerrs\":"u8, (uint)statistics.Errors);
    }

    private void WriteLoss(int sent, int answered)
    {
        if (sent == 0)
        {
            return;
        }

        _text.Append(",\"loss\":"u8);
        if (answered == 0 || answered >= sent)
        {
            _text.Number(answered == 0 ? 1U : 0U);
            return;
        }

        uint hundredths = (uint)Math.Round(100.0 * (sent - answered) / sent, MidpointRounding.ToEven);
        _text.Decimal(hundredths, 100, 2);
    }

    private void IfSet(ReadOnlySpan<byte> name, uint value)
    {
        if (value != 0)
        {
            _text.Append(name).Number(value);
        }
    }

    private void NameOrNumber(ReadOnlySpan<byte> name, uint number)
    {
        _text.Append(name);
        if (name.IsEmpty)
        {
            _text.Number(number);
        }
    }
}
