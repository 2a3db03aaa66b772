using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>
/// The default rules, version 1: what the trace shows by itself first, then the suspected pairs are probed, best evidence
/// first, and every success is kept. The tunnels are the state; the bits of TNT are derived from them at the end. A
/// suspicion that nothing confirms stays a candidate.
/// </summary>
internal sealed class StrictRules(TntPath path, TntWork work, StrictBudget budget) : ITntRules
{
    private readonly CourseOfTnt _course = new(path, work);
    private List<SeenTunnel> _seen = [];
    private readonly List<(Suspicion Suspicion, RevelationTest Test)> _revealed = [];
    private readonly List<(int Slot, TunnelCandidate Candidate)> _candidates = [];
    private readonly List<Suspicion> _open = [];
    private readonly HashSet<int> _tried = [];
    private readonly Dictionary<int, RevelationTest> _failedOpaque = [];
    private readonly int[] _routersBefore = new int[path.Slots.Count];
    private bool _areWeakFound;

    /// <inheritdoc/>
    public StrictBudget? Budget => budget;

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
                _open.Add(suspicion);
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
        if (!budget.AllowsAny)
        {
            return null;
        }

        Suspicion? suspicion = NextOfTnt();
        budget.Begin(isWithTnt: suspicion is not null);
        return suspicion ?? NextWithin();
    }

    /// <inheritdoc/>
    public void OnRevealed(Suspicion suspicion, RevelationTest test)
    {
        if (_course.Next?.Slot == suspicion.Slot)
        {
            _course.GoOn();
            if (test.WouldConvinceTnt || test.IsTntUnknown)
            {
                _course.End();
            }
        }

        bool isWanted = _open.RemoveAll(open => open.Slot == suspicion.Slot) > 0;
        if (test.Lsp.Count > 0 && IsBelievable(suspicion, test))
        {
            _revealed.Add((suspicion, test));
            _routersBefore[suspicion.Slot] = test.Lsp.Count;
            return;
        }

        if (!isWanted || (suspicion.Rank == SuspicionRank.Weak && test.Outcome == RevelationOutcome.OverBudget))
        {
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
        foreach (Suspicion suspicion in _open)
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
        || TunnelReading.IsShared(path, test, suspicion.AnchorSlot, StrictTunnels.RevealedBefore(_revealed, suspicion.AnchorSlot)) == true;

    // In the order of TNT, as long as it leads to a pair that is wanted.
    private Suspicion? NextOfTnt()
    {
        while (_course.Next is { } ofTnt)
        {
            int place = _open.FindIndex(open => open.Slot == ofTnt.Slot);
            if (place >= 0 && IsAlike(_open[place], ofTnt))
            {
                return WithWhatIsRevealed(_open[place]);
            }

            if (place < 0 && CanBeFollowed(ofTnt))
            {
                return WithWhatIsRevealed(ofTnt with { Rank = SuspicionRank.None });
            }

            _course.End();
        }

        return null;
    }

    private static bool IsAlike(Suspicion ours, Suspicion ofTnt) =>
        ours.AnchorSlot == ofTnt.AnchorSlot && ours.IsIngressSilent == ofTnt.IsIngressSilent
        && (ours.Trigger == TunnelTrigger.DuplicateAddress) == (ofTnt.Trigger == TunnelTrigger.DuplicateAddress);

    // A suspicion of TNT alone is probed only because better ones come behind it, and only where that is cheap.
    private bool CanBeFollowed(Suspicion ofTnt) =>
        ((ofTnt.Trigger == TunnelTrigger.Rtla && ReturnExcess.IsPlausible(path, ofTnt.Slot)) || _open.Exists(open => _course.Includes(open.Slot))) && ofTnt.Trigger != TunnelTrigger.DuplicateAddress && ofTnt.Candidate != path.Trace.Destination
        && !work.IsReserved(ofTnt.Anchor) && !work.IsReserved(ofTnt.Candidate);

    private Suspicion? NextWithin()
    {
        while (true)
        {
            if (_open.Count == 0)
            {
                if (_areWeakFound)
                {
                    return null;
                }

                FindWeak();
                continue;
            }

            Suspicion suspicion = WithWhatIsRevealed(_open[0]);
            if (budget.Limit(PathConfirmation.Reserve(suspicion, isRevealed: false)) >= LeastCost(suspicion))
            {
                return suspicion;
            }

            _open.RemoveAt(0);
            if (suspicion.Rank != SuspicionRank.Weak && suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                Add(suspicion, RevelationOutcome.OverBudget);
            }
        }
    }

    private void FindWeak()
    {
        _areWeakFound = true;
        foreach (Suspicion suspicion in WeakSuspicions.Find(path, _seen, _routersBefore, _tried.Contains, work))
        {
            if (CanBeProbed(suspicion))
            {
                _open.Add(suspicion);
            }
        }
    }

    // What was revealed meanwhile changes where the anchor may be met, and explains more of the excess.
    private Suspicion WithWhatIsRevealed(Suspicion suspicion) => suspicion with
    {
        RevealedBefore = _revealed.Where(pair => pair.Suspicion.Slot <= suspicion.AnchorSlot).Sum(pair => pair.Test.Lsp.Count),
        ExplainedExcess = suspicion.ExplainedExcess is null ? null : ReturnExcess.Explained(path, _routersBefore, suspicion.EvidenceSlot),
    };

    // A trace from the anchor on that shows one router.
    private static int LeastCost(Suspicion suspicion) => suspicion.CandidateTtl - suspicion.AnchorTtl + 2;

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
