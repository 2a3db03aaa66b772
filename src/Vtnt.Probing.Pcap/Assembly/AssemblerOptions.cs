namespace Vtnt.Probing.Pcap;

/// <summary>How a <see cref="TraceAssembler"/> tells one trace from the next, and how much it may remember.</summary>
public sealed record AssemblerOptions
{
    /// <summary>
    /// Capture time without any packet between two hosts after which their traces are finished; positive. Longer than
    /// any tracer waits for an answer, shorter than the break between two rounds of one.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Probes remembered at once; at least 1. Beyond, what was idle longest is finished early.</summary>
    public int MaxProbes { get; init; } = 262_144;

    /// <summary>
    /// Probes remembered of one pair of hosts, at least 1. Beyond, their traces are finished: endless tracers (mtr,
    /// trippy) then give one trace per so many probes.
    /// </summary>
    public int MaxProbesPerPair { get; init; } = 4_096;

    /// <summary>
    /// Highest TTL of a UDP or TCP packet that can begin a trace, 1 to 255: hosts send ordinary traffic with 64 and more,
    /// and a capture near the receiver sees what is left of that.
    /// </summary>
    public byte MaxProbeTtl { get; init; } = 40;
}
