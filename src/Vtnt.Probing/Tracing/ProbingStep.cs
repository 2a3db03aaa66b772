namespace Vtnt.Probing;

/// <summary>The next thing a measurement wants done.</summary>
public readonly struct ProbingStep
{
    private ProbingStep(ProbingStepKind kind, Timestamp until, in Probe probe)
    {
        Kind = kind;
        Until = until;
        Probe = probe;
    }

    /// <summary>The measurement has ended.</summary>
    public static ProbingStep Done => new(ProbingStepKind.Done, default, default);

    /// <summary>What is wanted.</summary>
    public ProbingStepKind Kind { get; }

    /// <summary>For <see cref="ProbingStepKind.Wait"/>: when to ask again at the latest.</summary>
    public Timestamp Until { get; }

    /// <summary>For <see cref="ProbingStepKind.Send"/>: the probe.</summary>
    public Probe Probe { get; }

    /// <summary>Send <paramref name="probe"/> now.</summary>
    public static ProbingStep Send(in Probe probe) => new(ProbingStepKind.Send, default, probe);

    /// <summary>Ask again at <paramref name="until"/>, or after a reply.</summary>
    public static ProbingStep Wait(Timestamp until) => new(ProbingStepKind.Wait, until, default);
}
