using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// What a whole capture tells about any of its traces: echo replies of the routers, and traces towards them. Of traces
/// only those are kept that can reveal something, so that its memory grows with addresses, not with the capture.
/// </summary>
internal sealed class CaptureKnowledge(TntOptions options)
{
    /// <summary>Of traces from the first hop on: one that may be looked at itself, and another one that may then reveal something.</summary>
    private const int KeptPerPair = 2;

    /// <summary>Of traces that begin later, second looks at some hops: as many as one trace may have tunnels.</summary>
    private const int KeptLooksPerPair = 16;

    /// <summary>As many pings of one address as <see cref="OfflineTnt"/> looks at.</summary>
    private const int KeptPerAddress = 2;

    private readonly OfflineTnt _offline = new(options);
    private readonly Dictionary<HostAddress, int> _answeredPings = [];
    private readonly HashSet<HostAddress> _routers = [];
    private readonly HashSet<HostAddress> _destinations = [];
    private readonly Dictionary<(HostAddress Source, HostAddress Destination), List<Trace>> _kept = [];
    private bool _hasSecondLooks;

    /// <summary>True when some trace may reveal something about another one, so that <see cref="Keep"/> has to see all of them.</summary>
    internal bool HasRevelations => _hasSecondLooks || _destinations.Overlaps(_routers);

    /// <summary>When the first measurement began.</summary>
    internal Timestamp FirstStart { get; private set; } = Timestamp.MaxValue;

    /// <summary>When the last measurement began.</summary>
    internal Timestamp LastStart { get; private set; }

    /// <summary>First reading: learns the pings, and which addresses are routers.</summary>
    internal void Survey(CapturedItem item)
    {
        FirstStart = item.Start < FirstStart ? item.Start : FirstStart;
        LastStart = item.Start > LastStart ? item.Start : LastStart;
        if (item.Ping is { } ping)
        {
            Learn(ping);
            return;
        }

        Trace trace = item.Trace!.Trace;
        _destinations.Add(trace.Destination);
        _hasSecondLooks |= trace.FirstHop > 1;
        foreach (Hop hop in trace.Hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    AddRouter(reply.Address, trace.Destination);
                }
            }
        }
    }

    /// <summary>Second reading: learns the traces towards routers, and second looks at some hops of a path.</summary>
    internal void Keep(CapturedItem item)
    {
        if (item.Trace?.Trace is not { } trace || !(trace.FirstHop > 1 || _routers.Contains(trace.Destination)))
        {
            return;
        }

        if (!_kept.TryGetValue((trace.Source, trace.Destination), out List<Trace>? traces))
        {
            _kept[(trace.Source, trace.Destination)] = traces = [];
        }

        bool isWhole = trace.FirstHop <= 1;
        if (traces.Count(other => other.FirstHop <= 1 == isWhole) < (isWhole ? KeptPerPair : KeptLooksPerPair))
        {
            traces.Add(trace);
            _offline.Add(trace);
        }
    }

    /// <summary>Last reading: looks for tunnels in a trace.</summary>
    internal TntTrace Annotate(Trace trace)
    {
        // A trace must not reveal anything about itself: the kept one is told by its identity.
        List<Trace>? kept = _kept.GetValueOrDefault((trace.Source, trace.Destination));
        return _offline.Annotate(kept?.Find(other => other.Equals(trace)) ?? trace);
    }

    private void Learn(Ping ping)
    {
        bool isAnswered = ping.Probes.Any(probe => !probe.Replies.IsEmpty);
        int known = _answeredPings.GetValueOrDefault(ping.Destination);
        if (isAnswered && known < KeptPerAddress)
        {
            _answeredPings[ping.Destination] = known + 1;
            _offline.Add(ping);
        }
    }

    private void AddRouter(HostAddress address, HostAddress destination)
    {
        if (address != destination)
        {
            _routers.Add(address);
        }
    }
}
