using System.Diagnostics.CodeAnalysis;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The search for tunnels on the path to one destination, as a pure state machine: it asks for traces and pings, is told
/// of the finished ones, and asks for more the moment the last result it needs has arrived, until the trace is annotated.
/// </summary>
/// <example>
/// <code>
/// while (session.TryNext(out TntRequest? request)) { …measure…; session.OnTrace(request, trace); }
/// </code>
/// </example>
public sealed partial class TntSession
{
    private readonly SessionMark _mark = new();
    private readonly TntWork _work;
    private readonly uint _userId;
    private readonly ProbeAccount _account;
    private readonly HashSet<ProbeAccount> _used = [];
    private readonly SecondPings _secondPings;
    private TntPath? _path;
    private ITntRules? _rules;
    private RevelationTest? _test;
    private Suspicion? _suspicion;
    private Asker _asker;
    private TntFindings? _findings;
    private int _probesBefore;
    private bool _isDestinationKnown;
    private Trace? _trace;

    /// <summary>A session of its own: nothing is shared with others.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="options">How to look for tunnels.</param>
    /// <param name="userId">Free number stored with every trace, from 1 in TNT's own runs.</param>
    /// <exception cref="ArgumentException">The destination is no address, or an option is out of range.</exception>
    public TntSession(HostAddress destination, TntOptions options, uint userId = 1)
        : this(destination, new TntWork(Checked(options)), userId, static _ => { })
    {
    }

    /// <summary>
    /// A session that starts from a trace that was made before, by anybody: only the missing pings and the revelations are
    /// asked for.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="options">How to look for tunnels. Revelations trace by its method, whatever that of the trace is.</param>
    /// <param name="pings">Pings that were made before, of any address; the first of an address counts.</param>
    /// <param name="userId">Free number stored with every trace that is made.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TntSession(Trace trace, TntOptions options, IEnumerable<Ping> pings, uint userId = 1)
        : this(trace, WorkThatKnows(options, pings), userId, static _ => { })
    {
        Begin(trace);
    }

    internal TntSession(Trace trace, TntWork work, uint userId, Action<TntSession> onFinished)
        : this(Checked(trace).Destination, work, userId, onFinished, isTraced: true)
    {
    }

    internal TntSession(HostAddress destination, TntWork work, uint userId, Action<TntSession> onFinished)
        : this(destination, work, userId, onFinished, isTraced: false)
    {
    }

    private TntSession(HostAddress destination, TntWork work, uint userId, Action<TntSession> onFinished, bool isTraced)
    {
        if (destination.IsNone)
        {
            throw new ArgumentException("There is no destination.", nameof(destination));
        }

        Destination = destination;
        _work = work;
        _secondPings = new SecondPings(work);
        _userId = userId;
        OnFinished = onFinished;
        _account = new ProbeAccount(_mark);
        _used.Add(_account);
        _asker = new Asker(userId, TntWork.LongestWait, _mark);
        if (!isTraced)
        {
            work.Trace(TntRequestKind.InitialTrace, destination, work.Options.FirstHop, _asker, _account, OnInitialTrace);
        }
    }

    /// <summary>The destination.</summary>
    public HostAddress Destination { get; }

    /// <summary>True when the trace is annotated, or the session was halted.</summary>
    public bool IsFinished { get; private set; }

    private Action<TntSession> OnFinished { get; }

    /// <summary>The next measurement to make; false when there is none until a result arrives, or ever.</summary>
    public bool TryNext([NotNullWhen(true)] out TntRequest? request) => _work.TryTake(out request);

    /// <summary>The trace that was asked for.</summary>
    /// <exception cref="InvalidOperationException">The request asked for a ping, or was answered before.</exception>
    public static void OnTrace(TntRequest request, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(trace);
        request.Complete(trace);
    }

    /// <summary>The ping that was asked for.</summary>
    /// <exception cref="InvalidOperationException">The request asked for a trace, or was answered before.</exception>
    public static void OnPing(TntRequest request, Ping ping)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(ping);
        request.Complete(ping);
    }

    /// <summary>Ends the session with what is known; nothing when it is finished.</summary>
    public void Halt()
    {
        if (!IsFinished)
        {
            IsFinished = true;
            OnFinished(this);
        }
    }

    /// <summary>True when the initial trace has ended, so that there is something to show.</summary>
    internal bool HasTrace => _trace is not null;

    /// <summary>Starts from a trace that was made before. May finish the session.</summary>
    internal void Begin(Trace trace)
    {
        _probesBefore = trace.ProbesSent;
        OnInitialTrace(InitialTraces.WithoutExtraHops(trace));
    }

    internal static TntOptions Checked(TntOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }

    private static Trace Checked(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return trace;
    }

    private static TntWork WorkThatKnows(TntOptions options, IEnumerable<Ping> pings)
    {
        ArgumentNullException.ThrowIfNull(pings);
        TntWork work = new(Checked(options));
        foreach (Ping ping in pings)
        {
            work.Know(ping);
        }

        return work;
    }

    private void OnInitialTrace(Trace trace)
    {
        _trace = trace;
        _path = TntPath.Of(trace, _work.Options.Profile == TntProfile.Compat);
        if (!IsFinished)
        {
            _asker = new Asker(_userId, AdaptiveWait.Evaluate(trace, _work.Options.Profile, TntWork.LongestWait), _mark);
            _isDestinationKnown = _work.Learn(trace, _mark);
            _work.Ping(Addresses(_path), _asker.Wait, _account, _used, OnPinged);
        }
    }

    private void OnPinged()
    {
        if (IsFinished)
        {
            return;
        }

        if (_work.Options.Profile == TntProfile.Compat)
        {
            Classify();
            return;
        }

        _secondPings.Allow(MeasuredByTnt(_path!));
        _work.Confirm(_secondPings.ChooseSilent(_path!), _asker.Wait, _account, _used, OnSilentPinged);
    }

    private void OnSilentPinged()
    {
        if (!IsFinished)
        {
            _work.Confirm(_secondPings.ChooseDoubtful(_path!), _asker.Wait, _account, _used, Classify);
        }
    }

    private void Classify()
    {
        if (!IsFinished)
        {
            _rules = NewRules();
            _rules.Classify();
            GoOn();
        }
    }

    private void GoOn()
    {
        while (!IsFinished && (_suspicion ??= _rules!.NextSuspicion()) is { } suspicion)
        {
            _test ??= _work.Reveal(suspicion, _asker, _rules!.Budget);
            if (!_test.IsDone)
            {
                _test.WhenDone(GoOn);
                return;
            }

            RevelationTest test = _test;
            (_test, _suspicion) = (null, null);
            if (_rules!.Budget is null)
            {
                _used.UnionWith(test.Accounts);
            }

            _rules!.OnRevealed(suspicion, test);
        }

        if (!IsFinished)
        {
            _findings = _rules!.Conclude();
            IsFinished = true;
            OnFinished(this);
        }
    }

    private ITntRules NewRules()
    {
        TntPath path = _path!;
        _secondPings.Tell(path);
        return _work.Options.Profile == TntProfile.Compat
            ? new CompatRules(path, _work)
            : new StrictRules(path, _work, NewBudget(path));
    }

    // Pings count as if all had been made for this destination, so that findings do not depend on what others asked.
    private StrictBudget NewBudget(TntPath path)
    {
        int ofTnt = MeasuredByTnt(path);
        int spent = ofTnt + _secondPings.Probes - (_isDestinationKnown ? _work.Options.PingCount : 0);
        StrictBudget budget = new(_work.Options, spent, ofTnt, _used);
        budget.Pinged.UnionWith(Addresses(path));
        return budget;
    }

    // The trace, and the pings that TNT sends: none twice.
    private int MeasuredByTnt(TntPath path)
    {
        int addresses = Addresses(path).Distinct().Count(address => !_work.IsReserved(address));
        return _probesBefore + _account.ProbesSent + (addresses * _work.Options.PingCount);
    }

    private static List<HostAddress> Addresses(TntPath path) =>
        path.Slots.Where(slot => !slot.IsSilent).Select(slot => slot.Address);
}
