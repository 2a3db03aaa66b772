namespace Vtnt.Mpls;

/// <summary>
/// The pair of initial TTLs of a router: of its time-exceeded messages and of its echo replies (IMC 2013, section 3).
/// <c>&lt;255,255&gt;</c> is mostly Cisco and Huawei, <c>&lt;255,64&gt;</c> Juniper, <c>&lt;64,64&gt;</c> Linux-based.
/// </summary>
/// <param name="TimeExceeded">Initial TTL of errors: 32, 64, 128 or 255.</param>
/// <param name="EchoReply">Initial TTL of echo replies: 32, 64, 128 or 255.</param>
internal readonly record struct TtlSignature(byte TimeExceeded, byte EchoReply)
{
    /// <summary>True for <c>&lt;255,64&gt;</c>, the signature of Junos.</summary>
    internal bool IsJuniper => this is { TimeExceeded: 255, EchoReply: 64 };

    /// <summary>True when both kinds of message start alike, so that their path lengths can be compared without bias.</summary>
    internal bool IsUniform => TimeExceeded == EchoReply;

    /// <summary>The signature from the two TTLs on arrival; null when either is unknown.</summary>
    internal static TtlSignature? Of(byte? replyTtl, byte? echoReplyTtl) =>
        replyTtl is { } error && echoReplyTtl is { } echo ? new(InitialTtl.Of(error), InitialTtl.Of(echo)) : null;
}
