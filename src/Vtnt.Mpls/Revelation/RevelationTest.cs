using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// One attempt to reveal the routers hidden between two hops: traces towards the suspected egress, then towards each
/// router revealed nearest to the ingress, until nothing new appears. Under ultimate-hop popping the other address of a
/// link is tried as well. In the compat profile it is shared by all sessions that suspect the same pair; in the strict
/// profile each session has its own, ends it when its budget does, and shares the traces.
/// </summary>
internal sealed partial class RevelationTest
{
    /// <summary>Traces that one attempt may make, buddies aside: a hostile path could show one more router for ever (defect D14).</summary>
    private const int MaxSteps = 32;

    /// <summary>Probes after which no further trace of one attempt begins.</summary>
    private const int MaxProbes = 500;

    private readonly TntWork _work;
    private readonly Suspicion _suspicion;
    private readonly Asker _asker;
    private readonly StrictBudget? _budget;
    private readonly ProbeAccount _account;
    private readonly List<Action> _waiting = [];
    private HostAddress _target;
    private int _step = 1;
    private int _probes;

    internal RevelationTest(TntWork work, Suspicion suspicion, Asker asker, StrictBudget? budget)
    {
        (_work, _suspicion, _asker, _budget) = (work, suspicion, asker, budget);
        _account = new ProbeAccount(asker.Mark);
        _target = suspicion.Candidate;
        Accounts = budget?.Used ?? [_account];
        AreLeadsKnown = budget is null || LeadHops == 0;
    }

    /// <summary>What was revealed, in forward order, with the bits of TNT. Compat may put a silent slot for the ingress in front.</summary>
    internal List<TntSlot> Lsp { get; } = [];

    /// <summary>True when everything is known, the pings of the revealed routers included.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>Why it stopped.</summary>
    internal RevelationOutcome Outcome { get; private set; } = RevelationOutcome.Unfinished;

    /// <summary>Addresses that the traces which showed new routers met before the anchor, with how many hops before.</summary>
    internal HashSet<(int Hops, HostAddress Address)> Leads { get; } = [];

    /// <summary>True when it is known what lies before the anchor on the way to the suspected egress.</summary>
    internal bool AreLeadsKnown { get; private set; }

    /// <summary>True when the path was looked at again and still was the same.</summary>
    internal bool IsPathConfirmed { get; private set; }

    /// <summary>True when more routers may be hidden than were revealed.</summary>
    internal bool IsPossiblyIncomplete { get; private set; }

    /// <summary>What a failure is recorded as.</summary>
    internal HopFailures Failures { get; private set; }

    /// <summary>Every account that paid for it; of strict, for all of its session.</summary>
    internal HashSet<ProbeAccount> Accounts { get; }

    private bool IsCompat => _budget is null;

    /// <summary>Calls <paramref name="action"/> when it is done.</summary>
    internal void WhenDone(Action action) => _waiting.Add(action);

    /// <summary>Asks for the first trace.</summary>
    internal void Begin() => Trace();

    private void Trace()
    {
        if (_budget is null)
        {
            _work.Trace(TntRequestKind.RevelationTrace, _target, _suspicion.StartTtl, _asker, _account, OnTrace);
        }
        else
        {
            TraceWithin(_budget.Limit(PathConfirmation.Reserve(_suspicion, Lsp.Count > 0)), TntRequestKind.RevelationTrace, _target, OnTrace);
        }
    }

    private void OnTrace(Trace trace)
    {
        List<TntSlot> slots = TntPath.Of(trace, IsCompat).Slots;
        RevelationVerdict ofTnt = DirectPathRevelation.Evaluate(slots, _target, _suspicion, checksDistance: false);
        RevelationVerdict verdict = IsCompat ? ofTnt : DirectPathRevelation.Evaluate(slots, _target, _suspicion, checksDistance: true);
        Compare(ofTnt, verdict, trace);
        if (verdict.Outcome == RevelationOutcome.Revealed)
        {
            AddLeads(slots);
            List<TntSlot> revealed = slots.GetRange(verdict.First, verdict.Count);
            Accept(revealed, BackwardRecursivePathRevelation.Evaluate(revealed.ToArray()));
        }
        else if (IsCut(trace))
        {
            Cut();
        }
        else if (_suspicion.Trigger == TunnelTrigger.DuplicateAddress && TriesBuddyHere)
        {
            FindBuddies();
        }
        else
        {
            End(verdict.Outcome, isBuddy: false);
        }
    }

    private void AddLeads(List<TntSlot> slots)
    {
        int anchor = slots.FindIndex(slot => slot.HasAddress(_suspicion.Anchor));
        AreLeadsKnown |= anchor > 0;
        for (int index = 0; index < anchor; index++)
        {
            if (!slots[index].IsSilent)
            {
                Leads.Add((anchor - index, slots[index].Address));
            }
        }
    }

    private void Accept(List<TntSlot> revealed, HopDiscoveries technique)
    {
        // Silence alone is no router: the target may have kept silent at its own place and answered one later.
        if (!IsCompat && Lsp.Count == 0 && revealed.TrueForAll(slot => slot.IsSilent))
        {
            revealed.Clear();
        }

        bool isLoop = !IsCompat && RevelationLoops.Cut(revealed, Lsp, _suspicion);
        if (revealed.Count == 0 && Lsp.Count == 0)
        {
            End(RevelationOutcome.NothingRevealed, isBuddy: false);
            return;
        }

        HostAddress next = revealed.Count > 0 ? revealed[0].Address : HostAddress.None;
        bool canGoOn = !isLoop && !next.IsNone && !_work.IsReserved(next) && !Lsp.Exists(slot => slot.HasAddress(next));
        foreach (TntSlot slot in revealed.Where(slot => !slot.IsSilent))
        {
            slot.Types = HopTypes.Lsr | TriggerBits.Class(_suspicion.Trigger);
            slot.Discoveries = HopDiscoveries.Revealed | TriggerBits.Discovery(_suspicion.Trigger) | technique;
            slot.Step = (byte)Math.Min(_step, byte.MaxValue);
        }

        Lsp.InsertRange(0, revealed);
        _routersOfTnt += _budget is { IsWithTnt: true } ? revealed.Count(slot => !slot.IsSilent) : 0;
        if (canGoOn && (IsCompat || (_step < MaxSteps && _probes < MaxProbes)))
        {
            _step++;
            _target = next;
            Trace();
            return;
        }

        IsPossiblyIncomplete = true;
        Finish(canGoOn ? RevelationOutcome.Unfinished : RevelationOutcome.Revealed);
    }

    private void End(RevelationOutcome outcome, bool isBuddy)
    {
        if (Lsp.Count == 0)
        {
            Failures = TriggerBits.FailureStop(outcome) | TriggerBits.Failure(_suspicion.Trigger)
                | (isBuddy ? HopFailures.BuddyTrace : HopFailures.None);
        }
        else
        {
            IsPossiblyIncomplete = outcome != RevelationOutcome.NothingRevealed && !isBuddy;
            if (!Lsp[0].IsSilent)
            {
                Lsp[0].Discoveries |= TriggerBits.DiscoveryStop(outcome) | TriggerBits.Discovery(_suspicion.Trigger)
                    | (isBuddy ? HopDiscoveries.BuddyTrace : HopDiscoveries.None);
            }
        }

        Finish(outcome);
    }

    private void Finish(RevelationOutcome outcome)
    {
        Outcome = outcome;
        if (_budget is not null && Lsp.Count > 0)
        {
            LookAgain(_budget);
        }
        else
        {
            PingRevealed();
        }
    }

    private void PingRevealed()
    {
        if (Lsp is [{ IsSilent: false } only])
        {
            only.Discoveries &= ~(HopDiscoveries.Dpr | HopDiscoveries.Brpr);
        }

        List<HostAddress> addresses = [.. Lsp.Where(slot => !slot.IsSilent).Select(slot => slot.Address)];
        if (IsCompat && _suspicion.IsIngressSilent)
        {
            Lsp.Insert(0, new TntSlot(new Hop { ProbeTtl = (byte)(_suspicion.AnchorTtl + 1) }));
        }

        if (_budget is not null)
        {
            PayPings(_budget, addresses);
        }

        _work.Ping(addresses, _asker.Wait, _account, Accounts, OnPinged);
    }

    private void OnPinged()
    {
        IsDone = true;
        foreach (TntSlot slot in Lsp)
        {
            slot.EchoReplyTtl = _work.EchoReplyTtl(slot.Address);
        }

        foreach (Action action in _waiting)
        {
            action();
        }

        _waiting.Clear();
    }
}
