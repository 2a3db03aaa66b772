using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Writes ping records: parameters in the order and under the conditions of scamper 20260420.</summary>
internal static class PingWriter
{
    private const int MaxReplies = ushort.MaxValue, MaxPayload = 32_768;

    internal static void Write(WartsBuffer buffer, Ping ping, uint list, uint cycle)
    {
        buffer.Begin((int)WartsRecordType.Ping);
        var fields = new Fields(ping, list, cycle);
        WriteParameters(buffer, ping, fields);
        int countAt = buffer.Length;
        buffer.UInt16(0);
        int count = 0;
        foreach (ProbeOutcome probe in ping.Probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                if (count == MaxReplies || probe.Attempt > Math.Min(ping.ProbesSent, ushort.MaxValue))
                {
                    break;
                }

                PingReplyWriter.Write(buffer, ping, probe, reply);
                count++;
            }
        }

        buffer.PatchUInt16(countAt, count);
    }

    private static void WriteParameters(WartsBuffer buffer, Ping ping, in Fields fields)
    {
        int start = buffer.BeginBlock(fields.Present);
        UInt32If(buffer, fields, PingCodec.List, fields.List);
        UInt32If(buffer, fields, PingCodec.Cycle, fields.Cycle);
        buffer.Time(ping.Start);
        buffer.Byte(WartsPingStop.FromStopReason(ping.StopReason));
        buffer.Byte(ping.StopData);
        UInt16If(buffer, fields, PingCodec.PayloadLength, fields.Payload.Length);
        buffer.Bytes(fields.Payload);
        buffer.UInt16(Math.Clamp(ping.ProbeCount, 0, ushort.MaxValue));
        buffer.UInt16(Math.Clamp(ping.ProbeSize, 0, ushort.MaxValue));
        buffer.Byte(fields.Wait.Seconds);
        buffer.Byte(ping.ProbeTtl);
        UInt16If(buffer, fields, PingCodec.StopCount, ping.StopCount);
        buffer.UInt16(Math.Clamp(ping.ProbesSent, 0, ushort.MaxValue));
        ByteIf(buffer, fields, PingCodec.Method, (byte)ping.Method);
        UInt16If(buffer, fields, PingCodec.SourcePort, ping.SourcePort);
        UInt16If(buffer, fields, PingCodec.DestinationPort, ping.DestinationPort);
        UInt32If(buffer, fields, PingCodec.UserId, ping.UserId);
        if (fields.Has(PingCodec.Source))
        {
            buffer.Address(ping.Source);
        }

        buffer.Address(ping.Destination);
        WriteLaterParameters(buffer, ping, fields);
        buffer.EndBlock(start);
    }

    private static void WriteLaterParameters(WartsBuffer buffer, Ping ping, in Fields fields)
    {
        ByteIf(buffer, fields, PingCodec.FlagsLow, (byte)ping.Flags);
        ByteIf(buffer, fields, PingCodec.Tos, ping.Tos);
        if (fields.Has(PingCodec.TimestampAddresses))
        {
            buffer.Byte(ping.TimestampAddresses.Length);
            foreach (HostAddress address in ping.TimestampAddresses)
            {
                buffer.Address(address);
            }
        }

        UInt16If(buffer, fields, PingCodec.IcmpChecksum, ping.IcmpChecksum ?? 0);
        UInt16If(buffer, fields, PingCodec.ReplyPathMtu, ping.ReplyPathMtu);
        ByteIf(buffer, fields, PingCodec.Timeout, fields.Timeout.Seconds);
        UInt32If(buffer, fields, PingCodec.WaitMicroseconds, fields.Wait.Microseconds);
        UInt32If(buffer, fields, PingCodec.TcpAcknowledgement, ping.TcpAcknowledgement ?? 0);
        UInt32If(buffer, fields, PingCodec.Flags, (uint)ping.Flags);
        UInt32If(buffer, fields, PingCodec.TcpSequence, ping.TcpSequence ?? 0);
        if (fields.Has(PingCodec.Router))
        {
            buffer.StaticAddress(ping.Router!.Value);
        }

        UInt32If(buffer, fields, PingCodec.TimeoutMicroseconds, fields.Timeout.Microseconds);
        if (fields.Has(PingCodec.ErrorText))
        {
            buffer.String(ping.ErrorText!);
        }
    }

    private static void ByteIf(WartsBuffer buffer, in Fields fields, int number, int value)
    {
        if (fields.Has(number))
        {
            buffer.Byte(value);
        }
    }

    private static void UInt16If(WartsBuffer buffer, in Fields fields, int number, int value)
    {
        if (fields.Has(number))
        {
            buffer.UInt16(Math.Clamp(value, 0, ushort.MaxValue));
        }
    }

    private static void UInt32If(WartsBuffer buffer, in Fields fields, int number, uint value)
    {
        if (fields.Has(number))
        {
            buffer.UInt32(value);
        }
    }

    /// <summary>What is written, decided once.</summary>
    private readonly ref struct Fields
    {
        private static readonly ulong Always = ParameterBlock.Bits(
            PingCodec.Start, PingCodec.StopReason, PingCodec.StopData, PingCodec.ProbeCount, PingCodec.ProbeSize,
            PingCodec.Wait, PingCodec.ProbeTtl, PingCodec.ProbesSent, PingCodec.Destination);

        internal Fields(Ping ping, uint list, uint cycle)
        {
            List = list;
            Cycle = cycle;
            ReadOnlySpan<byte> payload = ping.Payload.AsSpan();
            Payload = payload[..Math.Min(payload.Length, MaxPayload)];
            Wait = Split(ping.WaitProbe);
            Timeout = Split(ping.WaitTimeout);
            uint flags = (uint)ping.Flags;
            Present = Always
                | ParameterBlock.Bit(PingCodec.List, list != 0) | ParameterBlock.Bit(PingCodec.Cycle, cycle != 0)
                | ParameterBlock.Bit(PingCodec.PayloadLength, !Payload.IsEmpty) | ParameterBlock.Bit(PingCodec.Payload, !Payload.IsEmpty)
                | ParameterBlock.Bit(PingCodec.StopCount, ping.StopCount != 0) | ParameterBlock.Bit(PingCodec.Method, ping.Method != 0)
                | ParameterBlock.Bit(PingCodec.SourcePort, ping.SourcePort != 0)
                | ParameterBlock.Bit(PingCodec.DestinationPort, ping.DestinationPort != 0)
                | ParameterBlock.Bit(PingCodec.UserId, ping.UserId != 0) | ParameterBlock.Bit(PingCodec.Source, !ping.Source.IsNone)
                | ParameterBlock.Bit(PingCodec.FlagsLow, (flags & 0xFF) != 0) | ParameterBlock.Bit(PingCodec.Tos, ping.Tos != 0)
                | ParameterBlock.Bit(PingCodec.TimestampAddresses, ping.TimestampAddresses.Length is > 0 and <= byte.MaxValue)
                | ParameterBlock.Bit(PingCodec.IcmpChecksum, (ping.Flags & PingFlags.IcmpChecksum) != 0 && ping.IcmpChecksum is not (null or 0))
                | ParameterBlock.Bit(PingCodec.ReplyPathMtu, ping.ReplyPathMtu != 0)
                | ParameterBlock.Bit(PingCodec.Timeout, Timeout.Seconds != Wait.Seconds)
                | ParameterBlock.Bit(PingCodec.WaitMicroseconds, Wait.Microseconds != 0)
                | ParameterBlock.Bit(PingCodec.TcpAcknowledgement, ping.TcpAcknowledgement is not (null or 0))
                | ParameterBlock.Bit(PingCodec.Flags, flags > 0xFF)
                | ParameterBlock.Bit(PingCodec.TcpSequence, ping.TcpSequence is not (null or 0))
                | ParameterBlock.Bit(PingCodec.Router, ping.Router is { IsNone: false })
                | ParameterBlock.Bit(PingCodec.TimeoutMicroseconds, Timeout.Microseconds != 0)
                | ParameterBlock.Bit(PingCodec.ErrorText, ping.ErrorText is not null);
        }

        internal ulong Present { get; }

        internal uint List { get; }

        internal uint Cycle { get; }

        internal ReadOnlySpan<byte> Payload { get; }

        internal (int Seconds, uint Microseconds) Wait { get; }

        internal (int Seconds, uint Microseconds) Timeout { get; }

        internal bool Has(int number) => (Present & ParameterBlock.Bit(number)) != 0;

        /// <summary>Seconds and microseconds, rounded up, at most what the format holds.</summary>
        private static (int Seconds, uint Microseconds) Split(TimeSpan wait)
        {
            long microseconds = Math.Max(0, (wait.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond);
            long seconds = microseconds / 1_000_000;
            return seconds > byte.MaxValue ? (byte.MaxValue, 0) : ((int)seconds, (uint)(microseconds % 1_000_000));
        }
    }
}
