using Vtnt.Probing;
using Vtnt.Probing.Pcap;

namespace Vtnt.Cli;

/// <summary>One measurement of a capture: either a trace or a ping.</summary>
internal readonly record struct CapturedItem(CapturedTrace? Trace, Ping? Ping)
{
    /// <summary>When its first probe was sent.</summary>
    internal Timestamp Start => Trace?.Trace.Start ?? Ping!.Start;
}
