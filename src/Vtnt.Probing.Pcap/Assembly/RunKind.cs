namespace Vtnt.Probing.Pcap;

/// <summary>What a run of probes is.</summary>
internal enum RunKind
{
    /// <summary>Ordinary traffic that looked like probes.</summary>
    Neither,

    /// <summary>A trace.</summary>
    Trace,

    /// <summary>A ping.</summary>
    Ping,
}
