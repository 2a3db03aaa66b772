using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What a measurement needs of the transport that is opened for it.</summary>
internal sealed record VantageNeeds
{
    /// <summary>TCP segments are sent.</summary>
    internal bool Tcp { get; init; }

    /// <summary>The router to hand all probes to, null for the routing table's.</summary>
    internal HostAddress? Router { get; init; }

    /// <summary>A packet socket was asked for.</summary>
    internal bool Datalink { get; init; }

    /// <summary>Large replies are answered so that the next ones come in fragments, which are replies too.</summary>
    internal bool FirstFragments { get; init; }

    /// <summary>Names of addresses become part of the result.</summary>
    internal bool Names { get; init; }
}
