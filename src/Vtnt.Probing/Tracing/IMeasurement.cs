using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// A measurement towards one destination as a pure state machine: it is told what happened and asked what to do, and
/// touches neither socket nor clock. Every <see cref="ProbingStep.Send"/> is answered by exactly one
/// <see cref="OnSent"/> or <see cref="OnSendFailed"/>, possibly after further calls of <see cref="NextStep"/>.
/// </summary>
public interface IMeasurement
{
    /// <summary>What its replies have in common. Constant; measurements with equal keys never run at the same time.</summary>
    ReplyKey ReplyKey { get; }

    /// <summary>
    /// How many identifiers its replies have, from that of <see cref="ReplyKey"/> on, each one more than the last (65 535 is followed
    /// by 0). Constant; one, but where every probe has a source port of its own.
    /// </summary>
    int ReplyKeyCount => 1;

    /// <summary>
    /// What to do now. Early calls are harmless. Called only when a probe may be sent, so that
    /// <see cref="ProbingStepKind.Send"/> is always obeyed.
    /// </summary>
    ProbingStep NextStep(Timestamp now);

    /// <summary>
    /// The probe was handed to the network at <paramref name="sentAt"/>; with an identification of 0 when that was not ours to set.
    /// </summary>
    void OnSent(in Probe probe, Timestamp sentAt);

    /// <summary>The probe could not be sent.</summary>
    void OnSendFailed(in Probe probe, SendFailure reason);

    /// <summary>
    /// A packet with this measurement's key arrived; it may still answer none of its probes. The view is valid during
    /// the call only.
    /// </summary>
    void OnReply(in ReplyView reply);
}
