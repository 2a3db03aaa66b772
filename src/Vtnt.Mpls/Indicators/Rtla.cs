namespace Vtnt.Mpls;

/// <summary>
/// Return tunnel length analysis (IMC 2017, section 4.2): a router whose time-exceeded starts at 255 and whose echo reply
/// starts lower sends both through the same return tunnel, but only the first feels the tunnel's TTL when the exit
/// takes the smaller of the two (the min rule). The difference is the length of the return tunnel.
/// </summary>
internal static class Rtla
{
    /// <summary>
    /// Length of the return tunnel in routers, 0 or negative when there is none; null when the signature does not
    /// allow to tell: the time-exceeded does not start at 255, the echo reply does, or a TTL is unknown.
    /// </summary>
    /// <param name="replyTtl">TTL of the time-exceeded on arrival.</param>
    /// <param name="echoReplyTtl">TTL of the echo reply on arrival.</param>
    internal static int? Evaluate(byte? replyTtl, byte? echoReplyTtl) =>
        TtlSignature.Of(replyTtl, echoReplyTtl) is { TimeExceeded: 255, EchoReply: not 255 }
            ? InitialTtl.ReturnLength(replyTtl!.Value) - InitialTtl.ReturnLength(echoReplyTtl!.Value)
            : null;
}
