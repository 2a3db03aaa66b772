namespace Vtnt.Probing;

/// <summary>Sentences for refusals, after which a measurement need not go on.</summary>
internal static class SendFailureText
{
    /// <summary>What to tell the user; null when the next probe may fare better.</summary>
    internal static string? OfRefusal(SendFailure failure, bool isSpoofed = false) => failure switch
    {
        SendFailure.NotAllowed when isSpoofed => "The destination or the spoofed source is a reserved address, which is probed only when reserved addresses are allowed.",
        SendFailure.NotAllowed => "The destination is a reserved address, which is probed only when reserved addresses are allowed.",
        SendFailure.DoNotProbe when isSpoofed => "The destination or the spoofed source is on the list of addresses that must not be probed.",
        SendFailure.DoNotProbe => "The destination is on the list of addresses that must not be probed.",
        SendFailure.NotSupported => "The transport cannot carry such probes.",
        _ => null,
    };
}
