using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// Runs many measurements over one transport, in one loop on the caller's thread: spends the packets-per-second budget,
/// wakes measurements in time and brings every reply to the one that it belongs to. It knows no clock but the transport's.
/// </summary>
/// <remarks>
/// Measurements take turns, one probe each. A measurement whose <see cref="ReplyKey"/> equals that of a running one is held
/// back until that has ended, and for the <see cref="ProberOptions.HoldTime"/> after it, so that no reply is ever claimed by two. The source is asked only when a probe may leave and no
/// running measurement has one; so nothing is read ahead.
/// </remarks>
public sealed partial class Prober
{
    private const int BatchPackets = 64, BatchBytes = 256 * 1024, MaxPacket = ushort.MaxValue;

    /// <summary>Measurements held back at most; then the source is left alone until one of them can start.</summary>
    private const int MaxHeldBack = 1024;

    /// <summary>The longest wait, so that a cancellation is noticed.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly IProbeTransport _transport;
    private readonly ProberOptions _options;
    private readonly Pacer _pacer;
    private readonly MeasurementTable _table = new();
    private readonly ReadyQueue _ready = new();
    private readonly WakeQueue _wakes = new();
    private readonly PacketBatch _outgoing = new(BatchPackets, BatchBytes), _incoming = new(BatchPackets, BatchBytes);
    private readonly Probe[] _outgoingProbes = new Probe[BatchPackets];
    private readonly int[] _outgoingSlots = new int[BatchPackets];
    private IMeasurementSource? _source;
    private Timestamp _turnAt = Timestamp.MaxValue;
    private bool _sourceWaits, _sourceIsDone;

    /// <summary>A prober that has sent nothing yet. The rate is spent over all its runs together.</summary>
    /// <exception cref="ArgumentException">The options make no sense; the message says how.</exception>
    public Prober(IProbeTransport transport, ProberOptions options)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.PacketsPerSecond, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Window, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.HoldTime.Ticks, nameof(options));
        if (options is { PacketsPerSecond: 0, Window: 0 })
        {
            throw new ArgumentException("Without a packet rate there must be a window of measurements.", nameof(options));
        }

        (_transport, _options, _pacer) = (transport, options, new(options.PacketsPerSecond));
    }

    /// <summary>What was sent, received and refused so far.</summary>
    public ProberCounters Counters { get; } = new();

    /// <summary>Measurements that run or are held back at present.</summary>
    public int Active => _table.Running + _table.HeldBack;

    private bool MayAsk(Timestamp now) =>
        _outgoing.Count < BatchPackets && _outgoing.FreeBytes >= MaxPacket && _pacer.MaySend(now);

    private bool MayStart =>
        !_sourceIsDone && !_sourceWaits && _table.HeldBack < MaxHeldBack && (_options.Window == 0 || Active < _options.Window);

    /// <summary>
    /// Runs everything that the source has to offer, to its end. When <paramref name="ct"/> is cancelled or the
    /// <see cref="ProberOptions.Deadline"/> has come, the measurements that still run are handed to
    /// <see cref="IMeasurementSource.OnFinished"/> as they are, and the method returns.
    /// </summary>
    /// <exception cref="ProbingException">
    /// The transport failed. What still ran was handed to <see cref="IMeasurementSource.OnFinished"/> before.
    /// </exception>
    /// <exception cref="InvalidOperationException">The prober runs already, or the source waits while nothing runs.</exception>
    public void Run(IMeasurementSource source, CancellationToken ct = default)
    {
        Begin(source);
        try
        {
            while (!ct.IsCancellationRequested && Turn())
            {
            }
        }
        finally
        {
            End();
        }
    }

    private void Begin(IMeasurementSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_source is not null)
        {
            throw new InvalidOperationException("The prober runs already; make another one, or wait until it has ended.");
        }

        (_source, _sourceWaits, _sourceIsDone, _turnAt) = (source, false, false, _transport.Now);
    }

    /// <summary>One turn of the loop: wake, ask, send, receive. False when there is nothing left to do.</summary>
    private bool Turn()
    {
        Timestamp now = _transport.Now;
        if (now > _turnAt + Slice)
        {
            CatchUp(now);
        }

        _turnAt = now;
        if (now >= _options.Deadline)
        {
            return false;
        }

        while (_wakes.TryTake(now, out int slot))
        {
            _ready.Add(slot);
        }

        _table.FreeHeld(now, _ready);

        AskAll(now);
        SendBatch();
        if (Active == 0 && _sourceIsDone)
        {
            return false;
        }

        if (Active == 0 && _sourceWaits)
        {
            throw new InvalidOperationException("The source of measurements waits although nothing runs.");
        }

        Wait(_transport.Now);
        return true;
    }

    /// <summary>
    /// Waits for what comes next and takes what has arrived. Where the rate is what limits, replies are taken together and as
    /// many probes as may be leave together: to be woken by each of them would cost more than all else.
    /// </summary>
    private void Wait(Timestamp now)
    {
        Timestamp until = Earlier(Earlier(now + Slice, _wakes.NextAt), Earlier(_table.NextFreeAt, _options.Deadline));
        if (_ready.Count == 0 && !MayStart)
        {
            Receive(until);
            return;
        }

        Timestamp paced = _pacer.MaySend(now) ? now : _pacer.NextAt(now, MayStart ? int.MaxValue : _ready.Count);
        if (paced <= now || !_pacer.HasBursts)
        {
            Receive(Earlier(until, paced));
            return;
        }

        _transport.Pause(paced);
        ReceiveAll(paced);
        now = _transport.Now;
        if (now >= paced)
        {
            _pacer.OnWoken(paced, now);
        }
    }

    private static Timestamp Earlier(Timestamp one, Timestamp other) => one < other ? one : other;

    /// <summary>Asks every ready measurement once; and the source, when none is ready.</summary>
    private void AskAll(Timestamp now)
    {
        for (int left = _ready.Count; left > 0 && MayAsk(now); left--)
        {
            Ask(_ready.Take(), now);
        }

        for (int left = BatchPackets; left > 0 && _ready.Count == 0 && MayStart && MayAsk(now); left--)
        {
            SourceStep step = _source!.NextStep(now);
            if (step.Measurement is not { } measurement)
            {
                (_sourceIsDone, _sourceWaits) = (step.IsDone, !step.IsDone);
                return;
            }

            Counters.Started++;
            if (_table.TryAdd(measurement, out int slot))
            {
                Ask(slot, now);
            }
        }
    }

    private void Ask(int slot, Timestamp now)
    {
        ProbingStep step = _table[slot].NextStep(now);
        switch (step.Kind)
        {
            case ProbingStepKind.Send:
                _wakes.Remove(slot);
                Enqueue(slot, step.Probe);
                break;
            case ProbingStepKind.Wait:
                _wakes.Set(slot, step.Until);
                break;
            default:
                Finish(slot, now);
                break;
        }
    }

    private void Enqueue(int slot, in Probe probe)
    {
        SendFailure refusal = RefusalOf(slot, probe);
        if (refusal != SendFailure.None)
        {
            Counters.SendFailures++;
            _table[slot].OnSendFailed(probe, refusal);
            _ready.Add(slot);
            return;
        }

        int length = ProbeWriter.Write(probe, _outgoing.FreeSpan);
        _outgoingProbes[_outgoing.Count] = KeepsIpId ? probe : probe with { IpId = 0 };
        _outgoingSlots[_outgoing.Count] = slot;
        _outgoing.Commit(length);
        _pacer.Spend();
    }

    private void SendBatch()
    {
        if (_outgoing.Count == 0)
        {
            return;
        }

        _transport.Send(_outgoing);
        for (int i = 0; i < _outgoing.Count; i++)
        {
            ref PacketEntry entry = ref _outgoing[i];
            int slot = _outgoingSlots[i];
            if (entry.Failure == SendFailure.None)
            {
                Counters.Sent++;
                Counters.FirstSentAt ??= entry.Time;
                _table[slot].OnSent(_outgoingProbes[i], entry.Time);
            }
            else
            {
                Counters.SendFailures++;
                _table[slot].OnSendFailed(_outgoingProbes[i], entry.Failure);
            }

            _ready.Add(slot);
        }

        _outgoing.Clear();
    }

    private int Receive(Timestamp until)
    {
        int count = _transport.Receive(_incoming, until);
        for (int i = 0; i < count; i++)
        {
            ref PacketEntry entry = ref _incoming[i];
            Counters.LastReceivedAt = entry.Time;
            if (ReplyParser.TryParse(_incoming.Packet(i), entry.Time, out ReplyView reply, out PacketVerdict verdict, entry.Origin, Tolerance))
            {
                if (_table.TryFind(reply.Key, out int slot))
                {
                    if (entry.Unobserved != PacketParts.None)
                    {
                        reply = reply with { Unobserved = entry.Unobserved };
                    }

                    _table[slot].OnReply(reply);
                    _ready.Add(slot);
                }
                else
                {
                    verdict = PacketVerdict.NotOurs;
                }
            }

            Counters.CountReceived(verdict);
        }

        return count;
    }

    private void Finish(int slot, Timestamp now)
    {
        IMeasurement measurement = _table[slot];
        _wakes.Remove(slot);
        _table.Remove(slot, _ready, HeldUntil(now));
        Counters.Finished++;
        _sourceWaits = false;
        _source!.OnFinished(measurement);
    }

    /// <summary>Until when the keys stay taken of what ends now; null where they do not.</summary>
    private Timestamp? HeldUntil(Timestamp now) => _options.HoldTime > TimeSpan.Zero ? now + _options.HoldTime : null;

    /// <summary>Ends the run, by whatever way it was left: every probe is answered for and every measurement handed back.</summary>
    private void End()
    {
        for (int i = 0; i < _outgoing.Count; i++)
        {
            _table[_outgoingSlots[i]].OnSendFailed(_outgoingProbes[i], SendFailure.Other);
        }

        _outgoing.Clear();
        _ready.Clear();
        _wakes.Clear();
        IMeasurementSource source = _source!;
        _source = null;
        foreach (IMeasurement measurement in _table.TakeAll(HeldUntil(_turnAt)))
        {
            Counters.Finished++;
            source.OnFinished(measurement);
        }
    }
}
