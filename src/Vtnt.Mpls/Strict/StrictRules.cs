using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>
/// The default rules, version 1: what the trace shows by itself first, then the suspected pairs are probed, best evidence
/// first, and every success is kept. The tunnels are the state; the bits of TNT are derived from them at the end. A
/// suspicion that nothing confirms stays a candidate.
/// </summary>
internal sealed class StrictRules(TntPath path, TntWork work, int spent, int measuredByTnt) : ITntRules
{
    private readonly StrictBudget _budget = new(work.Options.Budget, spent, new CostOfTnt(path, work, measuredByTnt));
    private List<SeenTunnel> _seen = [];
    private readonly List<(Suspicion Suspicion, RevelationTest Test)> _revealed = [];
    private readonly List<(int Slot, TunnelCandidate Candidate)> _candidates = [];
    private readonly Queue<Suspicion> _open = [];
    private readonly HashSet<int> _tried = [];
    private readonly Dictionary<int, RevelationTest> _failedOpaque = [];
    private readonly int[] _routersBefore = new int[path.Slots.Count];
    private bool _areWeakFound;

    /// <inheritdoc/>
    public void Classify()
    {
        List<int> misfits = [];
        List<int> weak = [];
        _seen.AddRange(LabelRuns.Find(path, misfits));
        RunEgress.Place(path, _seen);
        _seen.AddRange(UTurnRuns.Find(path, index => _seen.Exists(tunnel => tunnel.IsRouter(index)), weak));
        _seen = _seen.OrderBy(tunnel => tunnel.Evidence);
        misfits.ForEach(index => AddUnattempted(index, index, TunnelTrigger.QuotedTtl));
        weak.ForEach(index => AddUnattempted(index, index + 1, TunnelTrigger.UTurn));
        foreach (Suspicion suspicion in StrictSuspicions.Find(path, _seen, work))
        {
            _tried.Add(suspicion.Slot);
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
        while (_budget.AllowsAny)
        {
            if (!_open.TryPeek(out Suspicion? suspicion))
            {
                if (_areWeakFound)
                {
                    return null;
                }

                FindWeak();
                continue;
            }

            suspicion = WithWhatIsRevealed(suspicion);
            if (IsAffordable(suspicion))
            {
                return suspicion;
            }

            _open.Dequeue();
            if (suspicion.Rank != SuspicionRank.Weak && suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                Add(suspicion, RevelationOutcome.OverBudget);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void OnRevealed(Suspicion suspicion, RevelationTest test)
    {
        _open.Dequeue();
        _budget.Spend(suspicion, test);
        if (test.Lsp.Count > 0 && IsBelievable(suspicion, test))
        {
            _revealed.Add((suspicion, test));
            _routersBefore[suspicion.Slot] = test.Lsp.Count;
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
            Add(suspicion, test.Lsp.Count > 0 ? RevelationOutcome.PathChanged : test.Outcome);
        }
    }

    /// <inheritdoc/>
    public TntFindings Conclude()
    {
        while (_open.TryDequeue(out Suspicion? suspicion))
        {
            if (suspicion.Trigger != TunnelTrigger.OpaqueTtl && suspicion.Rank != SuspicionRank.Weak)
            {
                Add(suspicion, RevelationOutcome.Unfinished);
            }
        }

        ImmutableArray<Tunnel> tunnels = StrictTunnels.Build(path, _seen, _revealed, _failedOpaque);
        StrictBits.Set(path, _seen, _revealed);
        return new TntFindings(
            path.ToAnnotatedTrace(), tunnels, [.. _candidates.OrderBy(pair => pair.Slot).Select(pair => pair.Candidate)]);
    }

    // Where packets are balanced one by one, routers appear twice and others at random: what was revealed over another way
    // says nothing about a hidden egress.
    private bool IsBelievable(Suspicion suspicion, RevelationTest test) =>
        suspicion.Trigger != TunnelTrigger.DuplicateAddress
        || TunnelReading.IsShared(path, test, suspicion.AnchorSlot, StrictTunnels.RevealedBefore(_revealed, suspicion.AnchorSlot));

    private void FindWeak()
    {
        _areWeakFound = true;
        foreach (Suspicion suspicion in WeakSuspicions.Find(path, _seen, _routersBefore, _tried.Contains, work))
        {
            if (CanBeProbed(suspicion))
            {
                _open.Enqueue(suspicion);
            }
        }
    }

    // What was revealed meanwhile changes where the anchor may be met, and explains more of the excess.
    private Suspicion WithWhatIsRevealed(Suspicion suspicion) => suspicion with
    {
        RevealedBefore = _revealed.Where(pair => pair.Suspicion.Slot <= suspicion.AnchorSlot).Sum(pair => pair.Test.Lsp.Count),
        ExplainedExcess = suspicion.ExplainedExcess is null ? null : ReturnExcess.Explained(path, _routersBefore, suspicion.EvidenceSlot),
    };

    // What TNT would probe is never refused, nor what the user asked for; the rest is a luxury, and its first trace must fit.
    private bool IsAffordable(Suspicion suspicion) =>
        work.Options.BruteForce || _budget.IsOfTnt(suspicion) || _budget.Allows(LeastCost(suspicion));

    // A trace that shows one router.
    private int LeastCost(Suspicion suspicion) => path.Slots[suspicion.Slot].Hop.ProbeTtl - suspicion.StartTtl + 2;

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
