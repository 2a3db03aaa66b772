using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>What kind of reply an ICMP type is.</summary>
internal static class WartsKinds
{
    internal static ReplyKind OfIcmp(bool isIPv6, byte type) => isIPv6
        ? type switch
        {
            1 => ReplyKind.DestinationUnreachable,
            2 => ReplyKind.PacketTooBig,
            3 => ReplyKind.TimeExceeded,
            129 => ReplyKind.EchoReply,
            _ => ReplyKind.OtherIcmp,
        }
        : type switch
        {
            0 => ReplyKind.EchoReply,
            3 => ReplyKind.DestinationUnreachable,
            11 => ReplyKind.TimeExceeded,
            14 => ReplyKind.TimestampReply,
            _ => ReplyKind.OtherIcmp,
        };
}
