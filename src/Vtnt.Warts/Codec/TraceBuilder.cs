using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Makes a <see cref="Trace"/> of a trace record.</summary>
internal static class TraceBuilder
{
    internal static Trace Build(in WartsTraceView view) => new()
    {
        Source = view.Source.ToHostAddress(),
        Destination = view.Destination.ToHostAddress(),
        Router = view.Router.IsNone ? null : view.Router.ToHostAddress(),
        Method = view.Method,
        UserId = view.UserId,
        Start = WartsTime.ToTimestamp(view.StartSeconds, view.StartMicroseconds),
        StopReason = view.StopReason,
        StopData = view.StopData,
        StopHop = view.StopHop == 0 ? null : view.StopHop,
        ErrorText = view.HasErrorText ? WartsText.Decode(view.ErrorText) : null,
        Flags = view.Flags,
        Attempts = view.Attempts,
        HopLimit = view.HopLimit,
        FirstHop = view.FirstHop,
        ProbeSize = view.ProbeSize,
        SourcePort = view.SourcePort,
        DestinationPort = view.DestinationPort,
        Tos = view.Tos,
        WaitTimeout = TimeSpan.FromSeconds(view.WaitSeconds),
        WaitProbe = TimeSpan.FromMilliseconds(10 * view.WaitProbe),
        Loops = view.Loops,
        HopCount = view.HopCount,
        GapLimit = view.GapLimit,
        GapAction = view.GapAction,
        ProbesSent = view.ProbesSent,
        Confidence = view.Confidence,
        FragmentOffset = view.FragmentOffset,
        Squeries = view.Squeries,
        Hops = BuildHops(view),
        LastDitch = view.HasLastDitch ? BuildProbes(view, view.LastDitch) : [],
        PathMtu = view.HasPathMtu ? BuildPathMtu(view) : null,
        Doubletree = view.HasDoubletree ? BuildDoubletree(view.Doubletree) : null,
    };

    /// <summary>The hops from the first to the last probed, silent ones included; in TNT's dialect the slots.</summary>
    private static ImmutableArray<Hop> BuildHops(in WartsTraceView view)
    {
        bool isTnt = view.Dialect == WartsDialect.Tnt;
        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>();
        int place = isTnt ? 1 : view.FirstHop;
        int index = 0;
        while (index < view.Hops.Count)
        {
            WartsHopView first = view.Hops[index];
            int here = PlaceOf(first, isTnt);
            for (; place < here; place++)
            {
                hops.Add(new Hop { ProbeTtl = (byte)place, Tnt = Silent(isTnt, place) });
            }

            int end = index + 1;
            while (end < view.Hops.Count && PlaceOf(view.Hops[end], isTnt) == here)
            {
                end++;
            }

            hops.Add(new Hop
            {
                ProbeTtl = first.ProbeTtl,
                Probes = BuildProbes(view, view.Hops, index, end),
                Tnt = isTnt ? Annotation(first) : null,
            });
            place = Math.Max(place, here + 1);
            index = end;
        }

        for (; place <= view.HopCount; place++)
        {
            hops.Add(new Hop { ProbeTtl = (byte)place, Tnt = Silent(isTnt, place) });
        }

        return hops.DrainToImmutable();
    }

    private static int PlaceOf(in WartsHopView hop, bool isTnt) => isTnt && hop.TntSlot != 0 ? hop.TntSlot : hop.ProbeTtl;

    private static TntAnnotation? Silent(bool isTnt, int slot) => isTnt ? new(0, 0, 0, 0, 0, (byte)slot) : null;

    private static TntAnnotation Annotation(in WartsHopView hop) =>
        new(hop.TntEchoReplyTtl, hop.TntTypes, hop.TntFailures, hop.TntDiscoveries, hop.TntStep, hop.TntSlot);

    private static ImmutableArray<ProbeOutcome> BuildProbes(in WartsTraceView view, WartsHopList replies) =>
        BuildProbes(view, replies, 0, replies.Count);

    /// <summary>Consecutive records with the same TTL, attempt and size are replies to one probe.</summary>
    private static ImmutableArray<ProbeOutcome> BuildProbes(in WartsTraceView view, WartsHopList records, int start, int end)
    {
        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>();
        while (start < end)
        {
            WartsHopView first = records[start];
            int next = start + 1;
            while (next < end && IsSameProbe(first, records[next]))
            {
                next++;
            }

            int kept = Math.Min(next - start, ProbeOutcome.MaxReplies);
            ImmutableArray<Reply>.Builder replies = ImmutableArray.CreateBuilder<Reply>(kept);
            for (int i = 0; i < kept; i++)
            {
                replies.Add(BuildReply(view, records[start + i], first));
            }

            probes.Add(new ProbeOutcome
            {
                ProbeTtl = first.ProbeTtl,
                Attempt = first.ProbeId + 1,
                Size = first.ProbeSize,
                SentAt = first.HasSentAt ? WartsTime.ToTimestamp(first.SentSeconds, first.SentMicroseconds) : null,
                SentOrigin = (first.Flags & WartsHopFlags.DatalinkSendTime) != 0 ? TimestampOrigin.Datalink : TimestampOrigin.Unknown,
                Replies = replies.MoveToImmutable(),
                DroppedReplies = next - start - kept,
            });
            start = next;
        }

        return probes.DrainToImmutable();
    }

    private static bool IsSameProbe(in WartsHopView left, in WartsHopView right) =>
        left.ProbeTtl == right.ProbeTtl && left.ProbeId == right.ProbeId && left.ProbeSize == right.ProbeSize;

    private static Reply BuildReply(in WartsTraceView view, in WartsHopView hop, in WartsHopView first)
    {
        bool hasHeader = (view.Flags & TraceFlags.ErrorQueue) == 0 || view.Dialect == WartsDialect.Tnt;
        bool isQuoting = hop.IsQuoting;
        TimeSpan rtt = TimeSpan.FromMicroseconds(hop.RttMicroseconds);
        return new Reply
        {
            Address = hop.Address.ToHostAddress(),
            Kind = KindOf(hop),
            Name = hop.HasName ? WartsText.Decode(hop.Name) : null,
            Rtt = rtt,
            ReceivedAt = first.HasSentAt ? WartsTime.ToTimestamp(first.SentSeconds, first.SentMicroseconds) + rtt : null,
            ReceivedOrigin = (hop.Flags & WartsHopFlags.DatalinkReceiveTime) != 0 ? TimestampOrigin.Datalink
                : (hop.Flags & WartsHopFlags.SocketReceiveTime) != 0 ? TimestampOrigin.Socket : TimestampOrigin.Unknown,
            ReplyTtl = (hop.Flags & WartsHopFlags.ReplyTtl) != 0 ? hop.ReplyTtl : null,
            ReplyTos = hop.ReplyTos,
            ReplySize = hasHeader ? hop.ReplySize : null,
            ReplyIpId = hasHeader && !hop.Address.IsIPv6 ? hop.ReplyIpId : null,
            IcmpType = hop.IsIcmp && hop.HasIcmp ? hop.IcmpType : null,
            IcmpCode = hop.IsIcmp && hop.HasIcmp ? hop.IcmpCode : null,
            QuotedTtl = isQuoting ? hop.QuotedTtl : null,
            QuotedTos = isQuoting && hop.HasQuotedTos ? hop.QuotedTos : null,
            QuotedLength = isQuoting ? hop.QuotedLength : null,
            NextHopMtu = hop.IsTooBig ? hop.NextHopMtu : null,
            TcpFlags = (hop.Flags & WartsHopFlags.Tcp) != 0 ? hop.TcpFlags : null,
            Extensions = BuildExtensions(hop.Extensions),
        };
    }

    private static ImmutableArray<IcmpExtensionObject> BuildExtensions(WartsExtensionList extensions)
    {
        if (extensions.IsEmpty)
        {
            return [];
        }

        ImmutableArray<IcmpExtensionObject>.Builder objects = ImmutableArray.CreateBuilder<IcmpExtensionObject>(1);
        foreach (WartsExtensionView extension in extensions)
        {
            objects.Add(new(extension.Class, extension.CType, [.. extension.Payload]));
        }

        return objects.DrainToImmutable();
    }

    private static ReplyKind KindOf(in WartsHopView hop) =>
        (hop.Flags & WartsHopFlags.Tcp) != 0 ? ReplyKind.Tcp
        : (hop.Flags & WartsHopFlags.Udp) != 0 ? ReplyKind.Udp
        : WartsKinds.OfIcmp(hop.Address.IsIPv6, hop.IcmpType);

    private static PathMtu BuildPathMtu(in WartsTraceView view)
    {
        ImmutableArray<PathMtuNote>.Builder notes = ImmutableArray.CreateBuilder<PathMtuNote>(view.PathMtu.NoteCount);
        foreach (WartsPathMtuNoteView note in view.PathMtu.Notes)
        {
            notes.Add(new(note.Kind, note.NextHopMtu, note.ReplyIndex));
        }

        return new PathMtu
        {
            Version = view.PathMtu.Version,
            InterfaceMtu = view.PathMtu.InterfaceMtu,
            Mtu = view.PathMtu.Mtu,
            OutgoingMtu = view.PathMtu.OutgoingMtu,
            Probes = BuildProbes(view, view.PathMtu.Hops),
            Notes = notes.MoveToImmutable(),
        };
    }

    private static DoubletreeOutcome BuildDoubletree(in WartsDoubletreeView view) => new()
    {
        FirstHop = view.FirstHop,
        GlobalStop = view.GlobalStop.IsNone ? null : view.GlobalStop.ToHostAddress(),
        LocalStop = view.LocalStop.IsNone ? null : view.LocalStop.ToHostAddress(),
        LocalStopSet = view.HasLocalStopSet ? WartsText.Decode(view.LocalStopSet) : null,
        NoBackwards = view.NoBackwards,
    };
}
