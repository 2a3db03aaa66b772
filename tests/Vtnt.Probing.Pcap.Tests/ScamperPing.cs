using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>The engine in the place of scamper in a ping that was captured and stored.</summary>
internal static class ScamperPing
{
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(3);

    /// <summary>
    /// Sends whenever scamper did, the same packets but for the identification, which scamper draws, hears the captured replies,
    /// and takes scamper's times.
    /// </summary>
    internal static Ping Replay(Ping expected, List<(Timestamp Time, byte[] Bytes)> capture)
    {
        string run = $"{expected.Method} to {expected.Destination} at {expected.Start}";
        var pinger = new Pinger(expected.Source, expected.Destination, OptionsOf(expected));
        foreach ((Timestamp time, byte[] bytes) in capture.FindAll(p => p.Time > expected.Start - Slack))
        {
            if (IsProbeOf(expected, bytes))
            {
                ProbingStep step = pinger.NextStep(time + Slack);
                if (step.Kind != ProbingStepKind.Send)
                {
                    Assert.That(step.Kind, Is.EqualTo(ProbingStepKind.Done), $"{run}: scamper sends");
                    break;
                }

                byte[] packet = new byte[step.Probe.Size];
                ProbeWriter.Write(step.Probe with { OriginateTimestamp = OriginateOf(expected, bytes) }, packet);
                Assert.That(Convert.ToHexString(WithoutDrawn(packet)), Is.EqualTo(Convert.ToHexString(WithoutDrawn(bytes))), $"{run}: probe {pinger.ProbesSent + 1}");
                pinger.OnSent(step.Probe, time);
            }
            else if (ReplyParser.TryParse(bytes, time, out ReplyView reply, out _) && IsOurs(pinger, reply.Key))
            {
                if (pinger.ProbesSent == expected.ProbeCount)
                {
                    pinger.NextStep(time);
                }

                pinger.OnReply(reply);
            }
        }

        pinger.NextStep(capture[^1].Time + TimeSpan.FromSeconds(9));
        return Comparable(pinger.ToPing());
    }

    /// <summary>A ping without times and without what scamper draws; of a stored one only the answered probes are known.</summary>
    internal static Ping Comparable(Ping ping) => ping with
    {
        Start = default,
        Payload = [],
        ProbeSize = ping.Method == PingMethod.IcmpTime ? 72 : ping.ProbeSize,
        Probes = [.. ping.Probes.Where(p => !p.Replies.IsEmpty).Select(Comparable)],
    };

    private static ProbeOutcome Comparable(ProbeOutcome probe) => probe with
    {
        Size = 0,
        SentAt = null,
        SentOrigin = TimestampOrigin.Unknown,
        IpId = null,
        SourcePort = null,
        Replies =
        [
            .. probe.Replies.Select(r => r with
            {
                Rtt = TimeSpan.Zero,
                ReceivedAt = null,
                ReceivedOrigin = TimestampOrigin.Unknown,
                InterfaceName = null,
                QuotedTtl = null,
                QuotedTos = null,
                QuotedLength = null,
                Extensions = [],
            }),
        ],
    };

    private static PingOptions OptionsOf(Ping ping) => new()
    {
        Method = ping.Method,
        ProbeCount = ping.ProbeCount,
        StopCount = ping.StopCount,
        WaitProbe = ping.WaitProbe,
        WaitTimeout = ping.WaitTimeout,
        ProbeTtl = ping.ProbeTtl,
        SourcePort = ping.SourcePort,
        DestinationPort = ping.DestinationPort,
        Tos = ping.Tos,
        UserId = ping.UserId,
        IcmpChecksum = ping.IcmpChecksum,
        PayloadSize = ping.Payload.IsEmpty ? null : ping.Payload.Length,

        // scamper counts the two bytes that steer a checksum twice, and cuts the payload's end off.
        Payload = ping.Payload.IsEmpty ? default : ping.Payload.AsMemory()[..^(ping.IcmpChecksum is null ? 0 : 2)],
        TcpSequence = ping.TcpSequence,
        TcpAcknowledgement = ping.TcpAcknowledgement,
    };

    private static bool IsOurs(Pinger pinger, ReplyKey key) =>
        key with { Identifier = 0 } == pinger.ReplyKey with { Identifier = 0 } && (ushort)(key.Identifier - pinger.ReplyKey.Identifier) < pinger.ReplyKeyCount;

    private static bool IsProbeOf(Ping ping, byte[] bytes)
    {
        bool isIcmp = ping.Method is PingMethod.IcmpEcho or PingMethod.IcmpTime;
        int header = bytes[0] >> 4 == 4 ? 20 : 40;
        bool isV4 = Ipv4View.TryParse(bytes, out Ipv4View v4);
        if (isV4 ? v4.Source != ping.Source || v4.Destination != ping.Destination
            : !Ipv6View.TryParse(bytes, out Ipv6View v6) || v6.Source != ping.Source || v6.Destination != ping.Destination)
        {
            return false;
        }

        byte protocol = bytes[isV4 ? 9 : 6];
        bool isRightKind = ping.Method switch
        {
            PingMethod.IcmpTime => protocol == IpProtocol.Icmp && bytes[header] == IcmpType.TimestampRequest,
            PingMethod.IcmpEcho => protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 && bytes[header] is IcmpType.EchoRequest or IcmpType.V6EchoRequest,
            PingMethod.Udp or PingMethod.UdpDestinationPort or PingMethod.UdpSourcePort => protocol == IpProtocol.Udp,
            _ => protocol == IpProtocol.Tcp && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(header + 4)) == ping.TcpSequence,
        };
        ushort ours = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(header + (isIcmp ? 4 : 0)));
        return isRightKind && ours == ping.SourcePort && bytes[isV4 ? 8 : 7] == ping.ProbeTtl;
    }

    private static uint OriginateOf(Ping ping, byte[] packet) =>
        ping.Method == PingMethod.IcmpTime ? BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(28)) : 0;

    /// <summary>IPv4 without identification and its checksum, IPv6 without the flow label that the kernel chose.</summary>
    private static byte[] WithoutDrawn(byte[] packet)
    {
        byte[] copy = [.. packet];
        if (packet[0] >> 4 == 4)
        {
            copy.AsSpan(4, 2).Clear();
            copy.AsSpan(10, 2).Clear();
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(copy, BinaryPrimitives.ReadUInt32BigEndian(copy) & 0xFFF00000);
        }

        return copy;
    }
}
