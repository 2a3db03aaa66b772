
namespace Vtnt.Probing;

/// <summary>The array <c>sendFailures</c>: the probes that never left, so that their silence is not the network's.</summary>
internal static class SendFailureJson
{
    /// <summary>Writes one probe if it failed, and opens the array before the first.</summary>
    internal static void Write(JsonWriter writer, ProbeOutcome probe, ref bool isOpen)
    {
        if (probe.Failure == SendFailure.None)
        {
            return;
        }

        if (!isOpen)
        {
            writer.WriteStartArray("sendFailures");
            isOpen = true;
        }

        writer.WriteStartObject();
        writer.WriteNumber("probeTtl", probe.ProbeTtl);
        writer.WriteNumber("attempt", probe.Attempt);
        writer.WriteString("reason", JsonWords.Of(probe.Failure));
        writer.WriteEndObject();
    }
}
