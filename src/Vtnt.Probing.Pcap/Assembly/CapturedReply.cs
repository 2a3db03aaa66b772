using System.Collections.Immutable;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>Makes owned replies of packets.</summary>
internal static class CapturedReply
{
    /// <summary>The reply as a value.</summary>
    /// <param name="view">The parsed packet.</param>
    /// <param name="sentAt">When the probe was sent; absent when not captured.</param>
    internal static Reply ToReply(in ReplyView view, Timestamp? sentAt)
    {
        bool isV6 = view.Source.IsIPv6;
        return new Reply
        {
            Address = view.Source,
            Kind = view.Kind,
            Rtt = Rtt(view.ReceivedAt, sentAt),
            ReceivedAt = view.ReceivedAt,
            ReceivedOrigin = view.ReceivedOrigin,
            ReplyTtl = view.ReplyTtl,
            ReplyTos = view.ReplyTos,
            ReplySize = view.ReplySize,
            ReplyIpId = isV6 ? null : view.ReplyIpId,
            IcmpType = view.IsIcmp ? view.IcmpType : null,
            IcmpCode = view.IsIcmp ? view.IcmpCode : null,
            QuotedTtl = view.HasQuotation ? view.Quotation.QuotedTtl : null,
            QuotedTos = view.HasQuotation ? view.Quotation.QuotedTos : null,
            QuotedLength = view.HasQuotation ? view.Quotation.QuotedLength : null,
            NextHopMtu = HasMtu(view) ? view.NextHopMtu : null,
            TcpFlags = view.Kind == ReplyKind.Tcp ? view.TcpFlags : null,
            Extensions = ToObjects(view.Extensions),
        };
    }

    /// <summary>Elapsed time, never negative; zero when the probe was not captured.</summary>
    internal static TimeSpan Rtt(Timestamp receivedAt, Timestamp? sentAt) =>
        sentAt is { } sent && receivedAt > sent ? receivedAt - sent : TimeSpan.Zero;

    private static bool HasMtu(in ReplyView view) =>
        view.Kind == ReplyKind.PacketTooBig
        || (view.Kind == ReplyKind.DestinationUnreachable && !view.Source.IsIPv6 && view.IcmpCode == IcmpType.FragmentationNeededCode);

    private static ImmutableArray<IcmpExtensionObject> ToObjects(in IcmpExtensionsView extensions)
    {
        ImmutableArray<IcmpExtensionObject>.Builder objects = ImmutableArray.CreateBuilder<IcmpExtensionObject>();
        foreach (IcmpExtensionObjectView extension in extensions)
        {
            objects.Add(extension.ToObject());
        }

        return objects.DrainToImmutable();
    }
}
