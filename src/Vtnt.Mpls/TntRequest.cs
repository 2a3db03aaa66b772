using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// A measurement that TNT asks for: a trace or a ping of one address. Its result goes back to where it came from, once.
/// </summary>
public sealed class TntRequest
{
    private Action<Trace>? _onTrace;
    private Action<Ping>? _onPing;

    private TntRequest(TntRequestKind kind, HostAddress destination, ProbeAccount account)
    {
        Kind = kind;
        Destination = destination;
        Account = account;
    }

    /// <summary>What it is for.</summary>
    public TntRequestKind Kind { get; }

    /// <summary>The address to probe.</summary>
    public HostAddress Destination { get; }

    /// <summary>How to trace; null when a ping is asked for.</summary>
    public TraceOptions? TraceOptions { get; private init; }

    /// <summary>How to ping; null when a trace is asked for.</summary>
    public PingOptions? PingOptions { get; private init; }

    /// <summary>Who pays.</summary>
    internal ProbeAccount Account { get; }

    /// <summary>Asks for a trace.</summary>
    internal static TntRequest ForTrace(
        TntRequestKind kind, HostAddress destination, TraceOptions options, ProbeAccount account, Action<Trace> onTrace) =>
        new(kind, destination, account) { TraceOptions = options, _onTrace = onTrace };

    /// <summary>Asks for a ping.</summary>
    internal static TntRequest ForPing(
        TntRequestKind kind, HostAddress destination, PingOptions options, ProbeAccount account, Action<Ping> onPing) =>
        new(kind, destination, account) { PingOptions = options, _onPing = onPing };

    /// <summary>Hands the trace over.</summary>
    /// <exception cref="InvalidOperationException">A ping was asked for, or the result came before.</exception>
    internal void Complete(Trace trace)
    {
        Action<Trace> onTrace = _onTrace ?? throw new InvalidOperationException("The request awaits no trace.");
        _onTrace = null;
        Account.Count(trace.ProbesSent);
        onTrace(trace);
    }

    /// <summary>Hands the ping over.</summary>
    /// <exception cref="InvalidOperationException">A trace was asked for, or the result came before.</exception>
    internal void Complete(Ping ping)
    {
        Action<Ping> onPing = _onPing ?? throw new InvalidOperationException("The request awaits no ping.");
        _onPing = null;
        Account.Count(ping.ProbesSent);
        onPing(ping);
    }
}
