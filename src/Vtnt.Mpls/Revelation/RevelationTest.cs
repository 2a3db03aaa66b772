using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// One attempt to reveal the routers hidden between two hops: traces towards the suspected egress, then towards each
/// router revealed nearest to the ingress, until nothing new appears. Under ultimate-hop popping the other address of a
/// link is tried as well. Its result is shared by all sessions that suspect the same pair.
/// </summary>
internal sealed class RevelationTest
{
    /// <summary>Traces that one attempt may make, buddies aside: a hostile path could show one more router for ever (defect D14).</summary>
    private const int MaxSteps = 32;

    /// <summary>Probes after which no further trace of one attempt begins.</summary>
    private const int MaxProbes = 500;

    private readonly TntWork _work;
    private readonly Suspicion _suspicion;
    private readonly uint _userId;
    private readonly ProbeAccount _account;
    private readonly TimeSpan _wait;
    private readonly List<Action> _waiting = [];
    private readonly Queue<HostAddress> _buddies = [];
    private HostAddress _target;
    private bool _areLinksSlash31;
    private int _step = 1;

    internal RevelationTest(TntWork work, Suspicion suspicion, uint userId, TimeSpan wait, object owner)
    {
        _wait = wait;
        _work = work;
        _suspicion = suspicion;
        _userId = userId;
        _account = new ProbeAccount(owner);
        _target = suspicion.Candidate;
        Accounts.Add(_account);
    }

    /// <summary>What was revealed, in forward order, with the bits of TNT. Compat may put a silent slot for the ingress in front.</summary>
    internal List<TntSlot> Lsp { get; } = [];

    /// <summary>True when everything is known, the pings of the revealed routers included.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>When it was done.</summary>
    internal Timestamp DoneAt { get; private set; }

    /// <summary>Why it stopped.</summary>
    internal RevelationOutcome Outcome { get; private set; } = RevelationOutcome.Unfinished;

    /// <summary>Addresses that the traces which showed new routers met before the anchor, with how many hops before.</summary>
    internal HashSet<(int Hops, HostAddress Address)> Leads { get; } = [];

    /// <summary>True when more routers may be hidden than were revealed.</summary>
    internal bool IsPossiblyIncomplete { get; private set; }

    /// <summary>What a failure is recorded as.</summary>
    internal HopFailures Failures { get; private set; }

    /// <summary>Every account that paid for it.</summary>
    internal HashSet<ProbeAccount> Accounts { get; } = [];

    /// <summary>Probes that TNT would not have sent: the second look, the second partner of a link, second pings.</summary>
    internal int ProbesBeyondTnt { get; private set; }

    /// <summary>True when TNT would have taken what was shown for a tunnel, and stopped there.</summary>
    internal bool WouldConvinceTnt { get; private set; }

    private bool IsCompat => _work.Options.Profile == TntProfile.Compat;

    /// <summary>Calls <paramref name="action"/> when it is done.</summary>
    internal void WhenDone(Action action) => _waiting.Add(action);

    /// <summary>Asks for the first trace.</summary>
    internal void Begin() => Trace();

    private void Trace() =>
        _work.Trace(TntRequestKind.RevelationTrace, _target, _suspicion.StartTtl, _userId, _wait, _account, OnTrace);

    private void OnTrace(Trace trace)
    {
        List<TntSlot> slots = TntPath.Of(trace, IsCompat).Slots;
        RevelationVerdict verdict = DirectPathRevelation.Evaluate(slots, _target, _suspicion, checksDistance: !IsCompat);
        WouldConvinceTnt |= DirectPathRevelation.Evaluate(slots, _target, _suspicion, checksDistance: false).Outcome == RevelationOutcome.Revealed;
        if (verdict.Outcome == RevelationOutcome.Revealed)
        {
            AddLeads(slots);
            List<TntSlot> revealed = slots.GetRange(verdict.First, verdict.Count);
            Accept(revealed, BackwardRecursivePathRevelation.Evaluate(revealed.ToArray()));
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
        else if (IsCompat)
        {
            _work.PingBuddy(BuddyAddress.BlockStart(_target), _wait, _account, Accounts, OnBlockStartPinged);
        }
        else
        {
            // Silence of one address does not tell a /30 from a /31 (D12): both partners are tried.
            // The prefix length that helped goes first.
            _buddies.Enqueue(_areLinksSlash31 ? BuddyAddress.InSlash31(_target) : BuddyAddress.InSlash30(_target));
            _buddies.Enqueue(_areLinksSlash31 ? BuddyAddress.InSlash30(_target) : BuddyAddress.InSlash31(_target));
            TraceBuddy();
        }
    }

    private void OnBlockStartPinged(bool isAnswered)
    {
        _buddies.Enqueue(isAnswered ? BuddyAddress.InSlash31(_target) : BuddyAddress.InSlash30(_target));
        TraceBuddy();
    }

    private void TraceBuddy() =>
        _work.Trace(TntRequestKind.BuddyTrace, _buddies.Peek(), _suspicion.StartTtl, _userId, _wait, _account, OnBuddyTrace);

    private void OnBuddyTrace(Trace trace)
    {
        List<TntSlot> slots = TntPath.Of(trace, IsCompat).Slots;
        HostAddress buddy = _buddies.Dequeue();
        RevelationVerdict verdict = BuddyRevelation.Evaluate(slots, buddy, _suspicion, checksDistance: !IsCompat);
        if (!IsCompat && verdict.Outcome == RevelationOutcome.Revealed && Lsp.Exists(slot => slot.HasAddress(slots[^1].Address)))
        {
            // An own address of the target, taken for its partner: the wrong prefix length, not a new router.
            verdict = new(RevelationOutcome.NothingRevealed);
        }

        if (verdict.Outcome == RevelationOutcome.Revealed)
        {
            WouldConvinceTnt = true;
            _areLinksSlash31 = buddy == BuddyAddress.InSlash31(_target);
            AddLeads(slots);
            Accept(slots.GetRange(verdict.First, verdict.Count), HopDiscoveries.Buddy);
        }
        else if (_buddies.Count > 0)
        {
            ProbesBeyondTnt += trace.ProbesSent;
            TraceBuddy();
        }
        else
        {
            End(verdict.Outcome, isBuddy: true);
        }
    }

    private void AddLeads(List<TntSlot> slots)
    {
        int anchor = slots.FindIndex(slot => slot.HasAddress(_suspicion.Anchor));
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
        if (canGoOn && (IsCompat || (_step < MaxSteps && _account.ProbesSent < MaxProbes)))
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
        if (!IsCompat && Lsp.Count > 0)
        {
            _work.TraceAgain(_suspicion, _userId, _wait, _account, OnTracedAgain);
        }
        else
        {
            PingRevealed();
        }
    }

    private void OnTracedAgain(Trace trace)
    {
        ProbesBeyondTnt += trace.ProbesSent;
        if (!PathConfirmation.Evaluate(trace, _suspicion))
        {
            Outcome = RevelationOutcome.PathChanged;
            Failures = TriggerBits.FailureStop(Outcome) | TriggerBits.Failure(_suspicion.Trigger);
            Lsp.Clear();
        }

        PingRevealed();
    }

    private void PingRevealed()
    {
        if (Lsp is [{ IsSilent: false } only])
        {
            only.Discoveries &= ~(HopDiscoveries.Dpr | HopDiscoveries.Brpr);
        }

        HostAddress[] addresses = [.. Lsp.Where(slot => !slot.IsSilent).Select(slot => slot.Address)];
        if (IsCompat && _suspicion.IsIngressSilent)
        {
            Lsp.Insert(0, new TntSlot(new Hop { ProbeTtl = (byte)(_suspicion.AnchorTtl + 1) }));
        }

        _work.Ping(addresses, _wait, _account, Accounts, OnPinged);
    }

    private void OnPinged()
    {
        IsDone = true;
        DoneAt = _work.Now;
        ProbesBeyondTnt += Accounts.Where(account => account != _account)
            .Sum(account => Math.Max(0, account.ProbesSent - _work.Options.PingCount));
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
