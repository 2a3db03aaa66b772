namespace Vtnt.Probing;

/// <summary>
/// The words of the JSON documents for the model's enumerations. A number without a name, as only a file can hold, is
/// <c>unknown</c>.
/// </summary>
internal static class JsonWords
{
    internal static string Of(StopReason reason) => reason switch
    {
        StopReason.Completed => "completed",
        StopReason.Unreach => "unreach",
        StopReason.Icmp => "icmp",
        StopReason.Loop => "loop",
        StopReason.GapLimit => "gapLimit",
        StopReason.Error => "error",
        StopReason.HopLimit => "hopLimit",
        StopReason.Gss => "gss",
        StopReason.Halted => "halted",
        StopReason.InProgress => "inProgress",
        _ => "none",
    };

    internal static string Of(ReplyKind kind) => kind switch
    {
        ReplyKind.TimeExceeded => "timeExceeded",
        ReplyKind.DestinationUnreachable => "destinationUnreachable",
        ReplyKind.PacketTooBig => "packetTooBig",
        ReplyKind.EchoReply => "echoReply",
        ReplyKind.TimestampReply => "timestampReply",
        ReplyKind.Tcp => "tcp",
        ReplyKind.Udp => "udp",
        ReplyKind.OtherIcmp => "otherIcmp",
        _ => "unknown",
    };

    internal static string Of(TimestampOrigin origin) => origin switch
    {
        TimestampOrigin.UserSpace => "userSpace",
        TimestampOrigin.Socket => "socket",
        TimestampOrigin.Datalink => "datalink",
        TimestampOrigin.Simulated => "simulated",
        _ => "unknown",
    };

    internal static string Of(SendFailure failure) => failure switch
    {
        SendFailure.Unreachable => "unreachable",
        SendFailure.Refused => "refused",
        SendFailure.NoBuffer => "noBuffer",
        SendFailure.TooBig => "tooBig",
        SendFailure.InterfaceDown => "interfaceDown",
        SendFailure.NotSupported => "notSupported",
        SendFailure.NotAllowed => "notAllowed",
        SendFailure.DoNotProbe => "doNotProbe",
        SendFailure.Other => "other",
        _ => "unknown",
    };

    internal static string Of(PathMtuNoteKind kind) => kind switch
    {
        PathMtuNoteKind.PacketTooBig => "packetTooBig",
        PathMtuNoteKind.BadPacketTooBig => "badPacketTooBig",
        PathMtuNoteKind.Silence => "silence",
        _ => "unknown",
    };
}
