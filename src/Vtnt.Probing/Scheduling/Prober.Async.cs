using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Vtnt.Probing;

/// <content>Traces and pings as asynchronous sequences.</content>
public sealed partial class Prober
{
    /// <summary>
    /// Traces every destination and yields the traces as they end. Probing happens on the caller's context, in slices of
    /// at most 100 ms, while the sequence is being enumerated; leaving the loop ends it.
    /// </summary>
    /// <param name="destinations">Whom to trace; read only as fast as probing goes.</param>
    /// <param name="options">How to trace.</param>
    /// <param name="ct">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The options do not fit together, or name no source address while the transport knows none.
    /// </exception>
    /// <exception cref="ProbingException">While enumerating, after all traces that had ended: the transport failed.</exception>
    public IAsyncEnumerable<Trace> TraceAsync(IEnumerable<HostAddress> destinations, TraceOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ISourceAddressLookup sources = LookupFor(options.Source);
        Queue<Trace> finished = new();
        return Enumerate(new TraceSource(destinations, options, sources, finished.Enqueue), finished, ct);
    }

    /// <summary>Pings every destination and yields the pings as they end; otherwise as <see cref="TraceAsync"/>.</summary>
    /// <param name="destinations">Whom to ping; read only as fast as probing goes.</param>
    /// <param name="options">How to ping.</param>
    /// <param name="ct">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The options do not fit together, or name no source address while the transport knows none.
    /// </exception>
    public IAsyncEnumerable<Ping> PingAsync(IEnumerable<HostAddress> destinations, PingOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ISourceAddressLookup sources = LookupFor(options.Source);
        Queue<Ping> finished = new();
        return Enumerate(new PingSource(destinations, options, sources, finished.Enqueue), finished, ct);
    }

    private async IAsyncEnumerable<T> Enumerate<T>(IMeasurementSource source, Queue<T> finished, [EnumeratorCancellation] CancellationToken ct)
    {
        using var owned = source as IDisposable;
        Begin(source);
        try
        {
            for (bool hasMore = true; hasMore;)
            {
                ct.ThrowIfCancellationRequested();
                hasMore = RunSlice(finished, out ExceptionDispatchInfo? failure);
                while (finished.TryDequeue(out T? result))
                {
                    yield return result;
                }

                failure?.Throw();
                await Task.Yield();
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>
    /// Turns until something has finished, the slice is over or nothing is left; false for the last. A failure of the transport
    /// has to wait until what has finished before it is delivered.
    /// </summary>
    private bool RunSlice<T>(Queue<T> finished, out ExceptionDispatchInfo? failure)
    {
        failure = null;
        Timestamp end = _transport.Now + Slice;
        bool hasMore = true;
        try
        {
            while (hasMore && finished.Count == 0 && _transport.Now < end)
            {
                hasMore = Turn();
            }
        }
        catch (ProbingException e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        return hasMore;
    }

    private ISourceAddressLookup LookupFor(HostAddress? given)
    {
        if (_transport is ISourceAddressLookup lookup)
        {
            return lookup;
        }

        return given is { } source
            ? new FixedSourceAddress(source)
            : throw new ArgumentException("This transport does not tell source addresses; the options must name one.", nameof(given));
    }
}
