namespace Vtnt.Probing;

/// <summary>What a measurement wants.</summary>
public enum ProbingStepKind : byte
{
    /// <summary>Nothing before a point in time, unless a reply comes.</summary>
    Wait,

    /// <summary>A probe to be sent now.</summary>
    Send,

    /// <summary>Nothing ever again: the measurement has ended.</summary>
    Done,
}
