using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>
/// The default rules, version 1: what the trace shows by itself first, then every suspected pair is probed and every
/// success kept. The tunnels are the state; the bits of TNT are derived from them at the end. A suspicion that nothing
/// confirms stays a candidate.
/// </summary>
internal sealed class StrictRules(TntPath path, TntWork work) : ITntRules
{
    /// <summary>Probes that the revelations of one destination may use: a hostile path must not make us send without end.</summary>
    private const int MaxProbes = 2000;

    private readonly List<SeenTunnel> _seen = [];
    private readonly List<(Suspicion Suspicion, RevelationTest Test)> _revealed = [];
    private readonly List<(int Slot, TunnelCandidate Candidate)> _candidates = [];
    private readonly Queue<Suspicion> _open = [];
    private readonly Dictionary<int, RevelationTest> _failedOpaque = [];
    private int _probes;

    /// <inheritdoc/>
    public void Classify()
    {
        List<int> misfits = [];
        List<int> weak = [];
        _seen.AddRange(LabelRuns.Find(path, misfits));
        RunEgress.Place(path, _seen);
        _seen.AddRange(UTurnRuns.Find(path, index => _seen.Exists(tunnel => tunnel.IsRouter(index)), weak));
        _seen.Sort((left, right) => left.Evidence.CompareTo(right.Evidence));
        misfits.ForEach(index => AddUnattempted(index, index, TunnelTrigger.QuotedTtl));
        weak.ForEach(index => AddUnattempted(index, index + 1, TunnelTrigger.UTurn));
        foreach (Suspicion suspicion in StrictSuspicions.Find(path, _seen, work))
        {
            if (CanBeProbed(suspicion))
            {
                _open.Enqueue(suspicion);
            }
            else if (suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                Add(suspicion, RevelationOutcome.NotAttempted);
            }
        }
    }

    /// <inheritdoc/>
    public Suspicion? NextSuspicion()
    {
        if (!_open.TryPeek(out Suspicion? suspicion) || _probes > MaxProbes)
        {
            return null;
        }

        int before = _revealed.Where(pair => pair.Suspicion.Slot <= suspicion.AnchorSlot).Sum(pair => pair.Test.Lsp.Count);
        return suspicion with { RevealedBefore = before };
    }

    /// <inheritdoc/>
    public void OnRevealed(Suspicion suspicion, RevelationTest test)
    {
        _open.Dequeue();
        _probes += test.Accounts.Sum(account => account.ProbesSent);
        if (test.Lsp.Count > 0)
        {
            _revealed.Add((suspicion, test));
            return;
        }

        path.Slots[suspicion.Slot].Failures |= TriggerBits.FailureStop(test.Outcome) | TriggerBits.Failure(suspicion.Trigger)
            | (test.Failures & HopFailures.BuddyTrace);
        if (suspicion.Trigger == TunnelTrigger.OpaqueTtl)
        {
            _failedOpaque.Add(suspicion.Slot, test);
        }
        else
        {
            Add(suspicion, test.Outcome);
        }
    }

    /// <inheritdoc/>
    public TntFindings Conclude()
    {
        while (_open.TryDequeue(out Suspicion? suspicion))
        {
            if (suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                Add(suspicion, RevelationOutcome.Unfinished);
            }
        }

        ImmutableArray<Tunnel> tunnels = StrictTunnels.Build(path, _seen, _revealed, _failedOpaque);
        StrictBits.Set(path, _seen, _revealed);
        _candidates.Sort((left, right) => left.Slot.CompareTo(right.Slot));
        return new TntFindings(path.ToAnnotatedTrace(), tunnels, [.. _candidates.Select(pair => pair.Candidate)]);
    }

    // A trace to the destination itself is the initial trace over again.
    private bool CanBeProbed(Suspicion suspicion) =>
        suspicion.Candidate != path.Trace.Destination || suspicion.Trigger == TunnelTrigger.DuplicateAddress;

    private void Add(Suspicion suspicion, RevelationOutcome outcome) =>
        _candidates.Add((suspicion.Slot, TunnelReading.Candidate(path, suspicion, outcome)));

    // Evidence that names no pair to probe; without both ends it names nothing.
    private void AddUnattempted(int slot, int egress, TunnelTrigger trigger)
    {
        if (path.ReplyAt(egress) is { } reply)
        {
            TntSlot? ingress = path.At(slot - 1);
            _candidates.Add((slot, new TunnelCandidate
            {
                Ingress = ingress?.Reply?.Address,
                IsIngressSilent = ingress is { IsSilent: true },
                Egress = reply.Address,
                IngressHop = ingress?.Hop.ProbeTtl,
                EgressHop = path.Slots[egress].Hop.ProbeTtl,
                Trigger = trigger,
                Outcome = RevelationOutcome.NotAttempted,
                Evidence = TunnelReading.Indicators(path, slot),
            }));
        }
    }
}
