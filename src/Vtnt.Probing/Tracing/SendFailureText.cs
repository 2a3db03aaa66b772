namespace Vtnt.Probing;

/// <summary>Sentences for probes that a measurement cannot do without.</summary>
internal static class SendFailureText
{
    /// <summary>What to tell the user.</summary>
    internal static string Of(SendFailure failure) => failure == SendFailure.NotAllowed
        ? "The destination is a reserved address, which is probed only when reserved addresses are allowed."
        : "The transport cannot carry such probes.";
}
