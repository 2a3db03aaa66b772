using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// What the sessions of a run share: the queue of measurements asked for, and the results that are kept so that an address
/// is pinged once and a pair of hops is revealed once, whoever asks first.
/// </summary>
internal sealed class TntWork(TntOptions options)
{
    /// <summary>How long TNT waits for a reply, and strict at most.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Queue<TntRequest> _queue = [];
    private readonly Dictionary<HostAddress, PingResult> _pings = [];
    private readonly Dictionary<HostAddress, PingResult> _buddyPings = [];
    private readonly Dictionary<HostAddress, PingResult> _confirmations = [];
    private readonly Dictionary<RevelationKey, RevelationTest> _tests = [];
    private readonly Dictionary<RevelationKey, TraceResult> _traces = [];

    /// <summary>Attempts per hop of an ordinary trace.</summary>
    internal const byte TraceAttempts = 3;

    private Timestamp _sweptAt;

    /// <summary>How to look for tunnels.</summary>
    internal TntOptions Options { get; } = options;

    /// <summary>The time of the last step; only differences count.</summary>
    internal Timestamp Now { get; private set; }

    /// <summary>Takes the time, and forgets what nobody will ask for any more: memory stays bounded in a run without end.</summary>
    internal void Advance(Timestamp now)
    {
        _sweptAt = Now == default ? now : _sweptAt;
        Now = now;
        if (IsOld(_sweptAt))
        {
            _sweptAt = now;
            Sweep(_pings);
            Sweep(_buddyPings);
            Sweep(_confirmations);
            foreach ((RevelationKey key, TraceResult result) in _traces)
            {
                if (result.Trace is not null && IsOld(result.KnownAt))
                {
                    _traces.Remove(key);
                }
            }
        }
    }

    /// <summary>A ping that was made before: it costs nothing, and the address is not pinged again. The first one counts.</summary>
    internal void Know(Ping ping)
    {
        PingResult result = new(new ProbeAccount(new SessionMark()));
        if (_pings.TryAdd(ping.Destination, result))
        {
            result.Complete(ping, Now);
        }
    }

    /// <summary>The oldest measurement asked for and not yet taken.</summary>
    internal bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TntRequest? request) => _queue.TryDequeue(out request);

    /// <summary>True for addresses that are neither pinged nor revealed.</summary>
    internal bool IsReserved(HostAddress address) =>
        !Options.AllowReserved
        && (Options.Profile == TntProfile.Compat ? ReservedPrefixes.ContainsForTnt(address) : ReservedPrefixes.Contains(address));

    /// <summary>Asks for a trace with the parameters of TNT but for the time-out: three attempts, gap limit five.</summary>
    internal void Trace(
        TntRequestKind kind,
        HostAddress destination,
        byte firstHop,
        Asker asker,
        ProbeAccount account,
        Action<Trace> onTrace) =>
        _queue.Enqueue(TntRequest.ForTrace(kind, destination, TraceOptionsFor(kind, firstHop, asker), account, onTrace));

    /// <summary>
    /// Hands over a trace of the strict profile and who paid for it: the one of an earlier session as far as so many probes
    /// would have brought it, or a new one.
    /// </summary>
    /// <param name="key">What makes it what it is.</param>
    /// <param name="destination">Where it goes, when not to the target of the key.</param>
    /// <param name="limit">Probes that may be spent; <see cref="int.MaxValue"/> for any number.</param>
    /// <param name="asker">Number, wait and mark of the session.</param>
    /// <param name="onTrace">Takes the trace; at once when it is known.</param>
    /// <param name="isEachAttempt">True to send every attempt, whatever is answered.</param>
    internal void TraceOnce(
        RevelationKey key, HostAddress destination, int limit, Asker asker, Action<Trace, ProbeAccount> onTrace, bool isEachAttempt = false)
    {
        if (!_traces.TryGetValue(key, out TraceResult? result)
            || (result.Trace is not null && (!result.Covers(limit) || IsOld(result.KnownAt))))
        {
            result = new TraceResult(new ProbeAccount(asker.Mark), limit);
            _traces[key] = result;
            TraceResult made = result;
            TraceOptions options = TraceOptionsFor(key.Kind, key.FirstHop, asker) with
            {
                HopLimit = key.HopLimit,
                Attempts = key.Attempts,
                AllAttempts = isEachAttempt,
                MostProbes = limit == int.MaxValue ? null : limit,
            };
            _queue.Enqueue(TntRequest.ForTrace(key.Kind, destination, options, result.Account, trace => made.Complete(trace, Now)));
        }

        if (result.Trace is { } known)
        {
            bool isWhole = known.ProbesSent <= limit || result.Account.Owner == asker.Mark;
            onTrace(
                isWhole ? known : TraceResult.Beginning(known, limit),
                isWhole ? result.Account : result.Account.Share(limit));
        }
        else
        {
            // Cut too early for this asker, it will be made again.
            result.WhenKnown(() => TraceOnce(key, destination, limit, asker, onTrace, isEachAttempt));
        }
    }

    /// <summary>Asks for the pings that are not known yet, in the order of TNT, and calls back when all are.</summary>
    internal void Ping(
        IEnumerable<HostAddress> addresses, TimeSpan wait, ProbeAccount account, HashSet<ProbeAccount> used, Action whenKnown) =>
        Ping(_pings, TntRequestKind.FingerprintPing, addresses, wait, account, used, whenKnown);

    /// <summary>Asks addresses once more, each once per run, and calls back when all are known.</summary>
    internal void Confirm(
        IEnumerable<HostAddress> addresses, TimeSpan wait, ProbeAccount account, HashSet<ProbeAccount> used, Action whenKnown) =>
        Ping(_confirmations, TntRequestKind.ConfirmingPing, addresses, wait, account, used, whenKnown);

    /// <summary>True when two pings of an address agree on its echo-reply TTL.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isAskedAgain">True to look at what it answered when it was asked once more.</param>
    internal bool IsConfirmed(HostAddress address, bool isAskedAgain) =>
        _pings.GetValueOrDefault(address) is { EchoReplyTtl: { } ttl } ping
        && (ping.AgreeingReplies > 1 || (isAskedAgain && SecondEchoReplyTtl(address) == ttl));

    /// <summary>TTL of the echo reply of an address that was asked once more; null when it is unknown.</summary>
    internal byte? SecondEchoReplyTtl(HostAddress address) => _confirmations.GetValueOrDefault(address)?.EchoReplyTtl;

    private void Ping(
        Dictionary<HostAddress, PingResult> results,
        TntRequestKind kind,
        IEnumerable<HostAddress> addresses,
        TimeSpan wait,
        ProbeAccount account,
        HashSet<ProbeAccount> used,
        Action whenKnown)
    {
        int missing = 1;
        void OnKnown()
        {
            if (--missing == 0)
            {
                whenKnown();
            }
        }

        foreach (HostAddress address in addresses.Where(address => !IsReserved(address)).Distinct().OrderBy(ReversedBytes))
        {
            PingResult result = PingOnce(results, kind, address, wait, account);
            used.Add(result.Account);
            if (!result.IsKnown)
            {
                missing++;
                result.WhenKnown(OnKnown);
            }
        }

        OnKnown();
    }

    /// <summary>TTL of the address's echo reply; null when it is unknown.</summary>
    internal byte? EchoReplyTtl(HostAddress address) => _pings.GetValueOrDefault(address)?.EchoReplyTtl;

    /// <summary>
    /// Takes the echo reply that ended a trace for a ping of its destination: it tells the same. Not for compat, nor where
    /// several pings are to agree.
    /// </summary>
    /// <returns>True when the trace ended so, and the address would have been pinged.</returns>
    internal bool Learn(Trace trace, SessionMark mark)
    {
        if (Options.Profile == TntProfile.Compat || Options.PingCount > 1 || IsReserved(trace.Destination)
            || trace.Hops is not [.., { FirstReply: { Kind: ReplyKind.EchoReply, ReplyTtl: { } ttl } reply }] || reply.Address != trace.Destination)
        {
            return false;
        }

        if (!_pings.TryGetValue(trace.Destination, out PingResult? known) || (known.IsKnown && IsOld(known.KnownAt)))
        {
            _pings[trace.Destination] = new PingResult(new ProbeAccount(mark), ttl, Now);
        }

        return true;
    }

    /// <summary>True when it is among results that were used whether an address answers.</summary>
    internal bool IsBuddyPingIn(HashSet<ProbeAccount> used, HostAddress address) =>
        _buddyPings.TryGetValue(address, out PingResult? ping) && used.Contains(ping.Account);

    /// <summary>Asks once whether an address answers, to tell a /31 from a /30, and who paid for that.</summary>
    internal void PingBuddy(HostAddress address, TimeSpan wait, ProbeAccount account, Action<bool, ProbeAccount> onAnswered)
    {
        PingResult result = PingOnce(_buddyPings, TntRequestKind.BuddyPing, address, wait, account);
        if (result.IsKnown)
        {
            onAnswered(result.IsAnswered, result.Account);
        }
        else
        {
            result.WhenKnown(() => onAnswered(result.IsAnswered, result.Account));
        }
    }

    /// <summary>
    /// An attempt to reveal what a suspicion names, begun: of the compat profile the one that an earlier session made, where
    /// there is one; of the strict profile always a new one, whose traces are shared.
    /// </summary>
    /// <param name="suspicion">The suspicion.</param>
    /// <param name="asker">Number, wait and mark of the session.</param>
    /// <param name="budget">What may be spent; null in the compat profile.</param>
    internal RevelationTest Reveal(Suspicion suspicion, Asker asker, StrictBudget? budget)
    {
        var key = RevelationKey.Of(suspicion);
        if (budget is not null || !_tests.TryGetValue(key, out RevelationTest? test))
        {
            test = new RevelationTest(this, suspicion, asker, budget);
            if (budget is null)
            {
                _tests[key] = test;
            }

            test.Begin();
        }

        return test;
    }

    private PingResult PingOnce(
        Dictionary<HostAddress, PingResult> results, TntRequestKind kind, HostAddress address, TimeSpan wait, ProbeAccount account)
    {
        if (results.TryGetValue(address, out PingResult? known) && !(known.IsKnown && IsOld(known.KnownAt)))
        {
            return known;
        }

        PingResult result = new(new ProbeAccount(account.Owner), known);
        results[address] = result;
        _queue.Enqueue(TntRequest.ForPing(kind, address, PingOptionsFor(wait), result.Account, ping => result.Complete(ping, Now)));
        return result;
    }

    private void Sweep(Dictionary<HostAddress, PingResult> results)
    {
        foreach ((HostAddress address, PingResult result) in results)
        {
            if (result.IsKnown && IsOld(result.KnownAt))
            {
                results.Remove(address);
            }
        }
    }

    private bool IsOld(Timestamp time) => Options.Profile == TntProfile.Strict && Now - time > Options.CacheLifetime;

    private TraceOptions TraceOptionsFor(TntRequestKind kind, byte firstHop, Asker asker) => new()
    {
        Method = kind == TntRequestKind.BuddyTrace ? TraceMethod.UdpParis : Options.Method,
        FirstHop = firstHop,
        Attempts = TraceAttempts,
        GapLimit = 5,
        Loops = 1,
        WaitTimeout = asker.Wait,
        LeastWaitTimeout = kind == TntRequestKind.InitialTrace && Options.Profile == TntProfile.Strict ? AdaptiveWait.ShortestWait : null,
        Source = Options.Source,
        SourcePort = Options.TraceIdentifier,
        UserId = asker.UserId,
    };

    private PingOptions PingOptionsFor(TimeSpan wait) => new()
    {
        ProbeCount = Options.PingCount,
        StopCount = Options.PingCount,
        WaitProbe = wait,
        WaitTimeout = wait,
        Source = Options.Source,
        SourcePort = Options.PingIdentifier,
    };

    // TNT pings a group with the last octet most significant.
    private static UInt128 ReversedBytes(HostAddress address) =>
        address.IsIPv4 ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.IPv4Value)
        : address.IsIPv6 ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.IPv6Value)
        : 0;
}
