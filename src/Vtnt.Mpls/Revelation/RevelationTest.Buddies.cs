using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <content>The other address of a link.</content>
internal sealed partial class RevelationTest
{
    private readonly Queue<HostAddress> _buddies = [];

    // TNT tries the buddy at every level; strict only where one may help: at the first, or behind one that did (D11).
    private bool TriesBuddyHere => IsCompat || Lsp.Count == 0 || Lsp[0].Discoveries.HasFlag(HopDiscoveries.Buddy);

    private void FindBuddies()
    {
        _buddies.Clear();
        if (BuddyAddress.IsOuter(_target))
        {
            _buddies.Enqueue(BuddyAddress.InSlash31(_target));
            TraceBuddy();
        }
        else if (_budget is null || _budget.Limit(PathConfirmation.Reserve(_suspicion, Lsp.Count > 0)) >= _work.Options.PingCount)
        {
            _work.PingBuddy(BuddyAddress.BlockStart(_target), _asker.Wait, _account, OnBlockStartPinged);
        }
        else
        {
            Cut();
        }
    }

    private void OnBlockStartPinged(bool isAnswered, ProbeAccount account)
    {
        HostAddress inSlash31 = BuddyAddress.InSlash31(_target);
        HostAddress inSlash30 = BuddyAddress.InSlash30(_target);
        _buddies.Enqueue(isAnswered ? inSlash31 : inSlash30);
        if (_budget is null)
        {
            Accounts.Add(account);
        }
        else
        {
            // Silence of one address does not tell a /30 from a /31 (D12): both partners are tried.
            _budget.Pay(account, _work.Options.PingCount);
            _buddies.Enqueue(isAnswered ? inSlash30 : inSlash31);
        }

        TraceBuddy();
    }

    private void TraceBuddy()
    {
        if (_budget is null)
        {
            _work.Trace(TntRequestKind.BuddyTrace, _buddies.Peek(), _suspicion.StartTtl, _asker, _account, OnBuddyTrace);
        }
        else
        {
            // Only the hop right behind the anchor can answer for a partner; TNT goes on to the end.
            int last = _suspicion.AnchorTtl + _suspicion.RevealedBefore + (_suspicion.IsIngressSilent ? 2 : 1);
            TraceWithin(
                _budget.Limit(PathConfirmation.Reserve(_suspicion, Lsp.Count > 0)),
                TntRequestKind.BuddyTrace,
                _buddies.Peek(),
                OnBuddyTrace,
                _budget.IsWithTnt ? (byte)0 : (byte)Math.Min(last, byte.MaxValue));
        }
    }

    private void OnBuddyTrace(Trace trace)
    {
        List<TntSlot> slots = TntPath.Of(trace, IsCompat).Slots;
        HostAddress buddy = _buddies.Dequeue();
        int skipped = Math.Max(0, trace.FirstHop - _suspicion.StartTtl);
        RevelationVerdict ofTnt = BuddyRevelation.Evaluate(slots, buddy, _suspicion, checksDistance: false, skipped);
        RevelationVerdict verdict = IsCompat ? ofTnt : BuddyRevelation.Evaluate(slots, buddy, _suspicion, checksDistance: true, skipped);
        if (!IsCompat && verdict.Outcome == RevelationOutcome.Revealed && Lsp.Exists(slot => slot.HasAddress(slots[^1].Address)))
        {
            // An own address of the target, taken for its partner: the wrong prefix length, not a new router.
            verdict = new(RevelationOutcome.NothingRevealed);
        }

        Compare(ofTnt, verdict, trace);
        if (verdict.Outcome == RevelationOutcome.Revealed)
        {
            AddLeads(slots);
            Accept(slots.GetRange(verdict.First, verdict.Count), HopDiscoveries.Buddy);
        }
        else if (IsCut(trace))
        {
            Cut();
        }
        else if (_buddies.Count > 0)
        {
            // TNT tries one partner only.
            _budget?.LeaveTnt();
            TraceBuddy();
        }
        else
        {
            End(verdict.Outcome, isBuddy: true);
        }
    }
}
