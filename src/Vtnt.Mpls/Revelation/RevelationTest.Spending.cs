using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <content>
/// What strict does otherwise than TNT: it traces from the anchor on, looks at the path again, and keeps to a budget. Hops
/// before the anchor that TNT would have probed are what pays for the second look.
/// </content>
internal sealed partial class RevelationTest
{
    // A trace shorter than that shows nothing new.
    private const int LeastProbes = 2;

    private int _routersOfTnt;
    private int _creditOfFirst;
    private readonly HashSet<HostAddress> _blocks = [];
    private readonly HashSet<HostAddress> _learned = [];

    /// <summary>True when TNT would have taken what it saw for a tunnel, and stopped there.</summary>
    internal bool WouldConvinceTnt { get; private set; }

    /// <summary>True when nobody knows what TNT would have seen.</summary>
    internal bool IsTntUnknown { get; private set; }

    /// <summary>Hops before the anchor that TNT probes with every trace.</summary>
    private int LeadHops => _suspicion.AnchorTtl - _suspicion.StartTtl;

    private void TraceWithin(int limit, TntRequestKind kind, HostAddress target, Action<Trace> onTrace, byte hopLimit = 0)
    {
        if (limit < LeastProbes)
        {
            Cut();
            return;
        }

        RevelationKey key = new(target, HostAddress.None, kind, _suspicion.AnchorTtl, hopLimit, TntWork.TraceAttempts);
        _work.TraceOnce(key, target, limit, _asker, (trace, account) =>
        {
            Pay(trace, account);
            if (_work.Learn(trace, _asker.Mark))
            {
                _learned.Add(trace.Destination);
            }

            onTrace(trace);
        });
    }

    private void Pay(Trace trace, ProbeAccount account)
    {
        _probes += trace.ProbesSent;
        if (_budget!.Pay(account, trace.ProbesSent) && trace is { StopReason: StopReason.Completed, Hops: [{ IsSilent: false }, _, ..] })
        {
            // TNT would have begun at the hops before, at least one probe each.
            int credit = Math.Max(0, trace.FirstHop - _suspicion.StartTtl);
            _budget.CreditTnt(credit);
            _creditOfFirst = _step == 1 && _target == trace.Destination && _budget.IsWithTnt ? credit : _creditOfFirst;
        }
    }

    private static bool IsCut(Trace trace) => trace.StopReason == StopReason.Halted;

    // What was proved so far is kept.
    private void Cut()
    {
        IsPossiblyIncomplete = Lsp.Count > 0;
        Finish(RevelationOutcome.OverBudget);
    }

    // What TNT would have made of the same trace: as long as both see the same, both go on alike.
    private void Compare(RevelationVerdict ofTnt, RevelationVerdict verdict, Trace trace)
    {
        if (_budget is not { IsWithTnt: true })
        {
            return;
        }

        // The anchor may lie before the first hop of the shorter trace.
        bool isTntRight = ofTnt.Outcome == RevelationOutcome.Revealed;
        IsTntUnknown |= ofTnt.Outcome == RevelationOutcome.IngressNotFound && trace.FirstHop > _suspicion.StartTtl;
        WouldConvinceTnt |= isTntRight;
        if (isTntRight != (verdict.Outcome == RevelationOutcome.Revealed))
        {
            _budget.LeaveTnt();
        }
        else if (!isTntRight && !TriesBuddyHere && _suspicion.Trigger == TunnelTrigger.DuplicateAddress)
        {
            CreditBuddy(_budget);
        }
    }

    // TNT would try the buddy here: it asks once how long the prefix is, and traces as far as the anchor at least.
    private void CreditBuddy(StrictBudget budget)
    {
        bool isAsked = !BuddyAddress.IsOuter(_target) && _blocks.Add(BuddyAddress.BlockStart(_target))
            && !_work.IsBuddyPingIn(budget.Used, BuddyAddress.BlockStart(_target));
        budget.CreditTnt(LeadHops + 1 + (isAsked ? _work.Options.PingCount : 0));
    }

    private void LookAgain(StrictBudget budget)
    {
        CreditLearned(budget);
        // A repeated address is believed only when both are known.
        int leads = AreLeadsKnown || _suspicion.Trigger != TunnelTrigger.DuplicateAddress ? 0 : LeadHops;
        int attempts = Math.Min(PathConfirmation.AttemptsFor(_suspicion.Trigger), Math.Max(0, budget.Left - leads) / PathConfirmation.Hops(_suspicion));
        if (attempts < PathConfirmation.LeastAttemptsFor(_suspicion.Trigger))
        {
            if (_suspicion.Trigger == TunnelTrigger.DuplicateAddress)
            {
                Discard(RevelationOutcome.OverBudget);
            }

            FindLeads(budget);
            return;
        }

        RevelationKey key = new(
            _suspicion.Candidate,
            _suspicion.Anchor,
            TntRequestKind.ConfirmingTrace,
            PathConfirmation.FirstHopFor(_suspicion),
            _suspicion.CandidateTtl,
            (byte)attempts);
        void OnTrace(Trace trace, ProbeAccount account)
        {
            budget.LeaveTnt();
            budget.Pay(account, trace.ProbesSent);
            OnTracedAgain(budget, trace, attempts);
        }

        _work.TraceOnce(
            key, _suspicion.Destination, int.MaxValue, _asker, OnTrace, isEachAttempt: _suspicion.Trigger == TunnelTrigger.DuplicateAddress);
    }

    private void OnTracedAgain(StrictBudget budget, Trace trace, int attempts)
    {
        IsPathConfirmed = PathConfirmation.Evaluate(trace, _suspicion, attempts);
        if (!IsPathConfirmed)
        {
            Discard(RevelationOutcome.PathChanged);
        }

        FindLeads(budget);
    }

    private void Discard(RevelationOutcome outcome)
    {
        Outcome = outcome;
        Failures = TriggerBits.FailureStop(outcome) | TriggerBits.Failure(_suspicion.Trigger);
        Lsp.Clear();
    }

    // What lies before the anchor on the way to the suspected egress. Where TNT made the attempt too, it probed that as well.
    private void FindLeads(StrictBudget budget)
    {
        budget.LeaveTnt();
        int attempts = _creditOfFirst > 0
            ? budget.Left >= _creditOfFirst ? TntWork.TraceAttempts : 0
            : Math.Min(TntWork.TraceAttempts, budget.Left / Math.Max(1, LeadHops));
        if (Lsp.Count == 0 || AreLeadsKnown || attempts == 0)
        {
            PingRevealed();
            return;
        }

        RevelationKey key = new(
            _suspicion.Candidate,
            HostAddress.None,
            TntRequestKind.ConfirmingTrace,
            _suspicion.StartTtl,
            (byte)(_suspicion.AnchorTtl - 1),
            (byte)attempts);
        _work.TraceOnce(key, _suspicion.Candidate, int.MaxValue, _asker, (trace, account) => OnLeads(budget, trace, account));
    }

    private void OnLeads(StrictBudget budget, Trace trace, ProbeAccount account)
    {
        budget.Begin(isWithTnt: _creditOfFirst > 0);
        if (budget.Pay(account, trace.ProbesSent))
        {
            budget.CreditTnt(-_creditOfFirst);
        }

        budget.LeaveTnt();
        AreLeadsKnown = true;
        foreach (TntSlot slot in TntPath.Of(trace, dropsMixedExtensions: false).Slots.Where(slot => !slot.IsSilent))
        {
            Leads.Add((_suspicion.AnchorTtl - slot.Hop.ProbeTtl, slot.Address));
        }

        PingRevealed();
    }

    // TNT pings what it reveals, though a trace to a router has told its echo-reply TTL already.
    private void CreditLearned(StrictBudget budget)
    {
        int others = Lsp.Count(slot => !slot.IsSilent) - _routersOfTnt;
        foreach (TntSlot slot in Lsp.Where(slot => !slot.IsSilent))
        {
            budget.Begin(isWithTnt: others-- <= 0);
            if (_learned.Contains(slot.Address) && budget.Pinged.Add(slot.Address))
            {
                budget.CreditTnt(_work.Options.PingCount);
            }
        }

        budget.LeaveTnt();
    }

    // What others have asked is paid too. Routers that TNT does not reveal are pinged as far as the budget goes.
    private void PayPings(StrictBudget budget, List<HostAddress> addresses)
    {
        int others = addresses.Count - _routersOfTnt;
        for (int index = addresses.Count - 1; index >= 0; index--)
        {
            budget.Begin(isWithTnt: index >= others);
            if (_work.IsReserved(addresses[index]) || budget.Pinged.Contains(addresses[index]))
            {
                continue;
            }

            if (budget.Limit() < _work.Options.PingCount)
            {
                addresses.RemoveAt(index);
            }
            else
            {
                budget.Pinged.Add(addresses[index]);
                budget.PayPing(_work.Options.PingCount);
            }
        }

        budget.LeaveTnt();
    }
}
