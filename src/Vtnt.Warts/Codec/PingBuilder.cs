using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Makes a <see cref="Ping"/> of a ping record.</summary>
internal static class PingBuilder
{
    internal static Ping Build(in WartsPingView view) => new()
    {
        Source = view.Source.ToHostAddress(),
        Destination = view.Destination.ToHostAddress(),
        Router = view.Router.IsNone ? null : view.Router.ToHostAddress(),
        Method = view.Method,
        UserId = view.UserId,
        Start = WartsTime.ToTimestamp(view.StartSeconds, view.StartMicroseconds),
        StopReason = WartsPingStop.ToStopReason(view.StopReason),
        StopData = view.StopData,
        ErrorText = view.HasErrorText ? WartsText.Decode(view.ErrorText) : null,
        Flags = view.Flags,
        ProbeCount = view.ProbeCount,
        ProbeSize = view.ProbeSize,
        Payload = [.. view.Payload],
        WaitProbe = TimeSpan.FromSeconds(view.WaitSeconds) + TimeSpan.FromMicroseconds(view.WaitMicroseconds),
        WaitTimeout = TimeSpan.FromSeconds(view.TimeoutSeconds) + TimeSpan.FromMicroseconds(view.TimeoutMicroseconds),
        ProbeTtl = view.ProbeTtl,
        StopCount = view.StopCount,
        ProbesSent = view.ProbesSent,
        SourcePort = view.SourcePort,
        DestinationPort = view.DestinationPort,
        Tos = view.Tos,
        IcmpChecksum = (view.Flags & PingFlags.IcmpChecksum) != 0 ? view.IcmpChecksum : null,
        ReplyPathMtu = view.ReplyPathMtu,
        TcpSequence = view.IsTcp ? view.TcpSequence : null,
        TcpAcknowledgement = view.IsTcp ? view.TcpAcknowledgement : null,
        TimestampAddresses = Addresses(view.TimestampAddresses),
        Probes = BuildProbes(view),
    };

    private static ImmutableArray<ProbeOutcome> BuildProbes(in WartsPingView view)
    {
        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>(view.ProbesSent);
        int start = 0;
        for (int probeId = 0; probeId < view.ProbesSent; probeId++)
        {
            int end = start;
            while (end < view.Replies.Count && view.Replies[end].ProbeId == probeId)
            {
                end++;
            }

            probes.Add(BuildProbe(view, probeId, start, end));
            start = end;
        }

        return probes.MoveToImmutable();
    }

    private static ProbeOutcome BuildProbe(in WartsPingView view, int probeId, int start, int end)
    {
        var outcome = new ProbeOutcome { ProbeTtl = view.ProbeTtl, Attempt = probeId + 1, Size = view.ProbeSize };
        if (start == end)
        {
            return outcome;
        }

        WartsPingReplyView first = view.Replies[start];
        Timestamp? sentAt = first.HasSentAt ? WartsTime.ToTimestamp(first.SentSeconds, first.SentMicroseconds) : null;
        int kept = Math.Min(end - start, ProbeOutcome.MaxReplies);
        ImmutableArray<Reply>.Builder replies = ImmutableArray.CreateBuilder<Reply>(kept);
        for (int i = 0; i < kept; i++)
        {
            replies.Add(BuildReply(view.Replies[start + i], sentAt));
        }

        return outcome with
        {
            SentAt = sentAt,
            SentOrigin = (first.Flags & WartsPingReplyFlags.DatalinkSendTime) != 0 ? TimestampOrigin.Datalink : TimestampOrigin.Unknown,
            IpId = first.HasProbeIpId && (first.Flags & WartsPingReplyFlags.ProbeIpId) != 0 ? first.ProbeIpId : null,
            SourcePort = first.ProbeSourcePort == 0 ? null : first.ProbeSourcePort,
            Replies = replies.MoveToImmutable(),
            DroppedReplies = end - start - kept,
        };
    }

    private static Reply BuildReply(in WartsPingReplyView reply, Timestamp? sentAt)
    {
        TimeSpan rtt = TimeSpan.FromMicroseconds(reply.RttMicroseconds);
        bool isIcmp = reply.IsIcmp && reply.HasIcmp;
        bool isIPv6 = reply.Address.IsIPv6;
        bool hasIpId = (reply.Flags & WartsPingReplyFlags.ReplyIpId) != 0;
        return new Reply
        {
            Address = reply.Address.ToHostAddress(),
            Kind = reply.IsTcp ? ReplyKind.Tcp : reply.IsIcmp ? WartsKinds.OfIcmp(isIPv6, reply.IcmpType) : ReplyKind.Udp,
            Rtt = rtt,
            ReceivedAt = sentAt + rtt,
            ReceivedOrigin = (reply.Flags & WartsPingReplyFlags.DatalinkReceiveTime) != 0 ? TimestampOrigin.Datalink : TimestampOrigin.Unknown,
            ReplyTtl = reply.HasReplyTtl ? reply.ReplyTtl : null,
            ReplyTos = reply.HasReplyTos ? reply.ReplyTos : null,
            ReplySize = reply.ReplySize,
            ReplyIpId = hasIpId && !isIPv6 && reply.HasReplyIpId ? reply.ReplyIpId : null,
            FragmentId = hasIpId && isIPv6 && reply.HasFragmentId ? reply.FragmentId : null,
            IcmpType = isIcmp ? reply.IcmpType : null,
            IcmpCode = isIcmp ? reply.IcmpCode : null,
            NextHopMtu = reply.NextHopMtu == 0 ? null : reply.NextHopMtu,
            TcpFlags = reply.IsTcp ? reply.TcpFlags : null,
            InterfaceName = reply.HasInterfaceName ? WartsText.Decode(reply.InterfaceName) : null,
            IcmpTimestamps = reply.HasIcmpTimestamps ? new(reply.IcmpOriginate, reply.IcmpReceive, reply.IcmpTransmit) : null,
            RecordRoute = Addresses(reply.RecordRoute),
            IpTimestamps = reply.HasTimestamps ? new(Times(reply), Addresses(reply.TimestampAddresses)) : null,
        };
    }

    private static ImmutableArray<uint> Times(in WartsPingReplyView reply)
    {
        ImmutableArray<uint>.Builder times = ImmutableArray.CreateBuilder<uint>(reply.TimestampCount);
        for (int i = 0; i < reply.TimestampCount; i++)
        {
            times.Add(reply.TimestampAt(i));
        }

        return times.MoveToImmutable();
    }

    private static ImmutableArray<HostAddress> Addresses(WartsAddressList list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        ImmutableArray<HostAddress>.Builder addresses = ImmutableArray.CreateBuilder<HostAddress>(list.Count);
        foreach (WartsAddress address in list)
        {
            addresses.Add(address.ToHostAddress());
        }

        return addresses.MoveToImmutable();
    }
}
