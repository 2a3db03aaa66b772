using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>What a <see cref="Prober"/> has counted since it was made. Read it from the thread that runs the prober.</summary>
public sealed class ProberCounters
{
    private readonly long[] _verdicts = new long[(int)PacketVerdict.NotOurs + 1];

    internal ProberCounters()
    {
    }

    /// <summary>Probes handed to the network.</summary>
    public long Sent { get; internal set; }

    /// <summary>Probes that could not be sent, or were not allowed to.</summary>
    public long SendFailures { get; internal set; }

    /// <summary>Packets received, whatever they were.</summary>
    public long Received { get; private set; }

    /// <summary>When the first probe was handed to the network; null before it.</summary>
    public Timestamp? FirstSentAt { get; internal set; }

    /// <summary>When the last packet was received, whatever it was; null before the first.</summary>
    public Timestamp? LastReceivedAt { get; internal set; }

    /// <summary>Measurements that were started.</summary>
    public long Started { get; internal set; }

    /// <summary>Measurements that have ended or were halted.</summary>
    public long Finished { get; internal set; }

    /// <summary>
    /// Packets received with a verdict; <see cref="PacketVerdict.Accepted"/> counts those that were given to a measurement.
    /// </summary>
    public long this[PacketVerdict verdict]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((int)verdict, (int)PacketVerdict.NotOurs, nameof(verdict));
            return _verdicts[(int)verdict];
        }
    }

    internal void CountReceived(PacketVerdict verdict)
    {
        Received++;
        _verdicts[(int)verdict]++;
    }
}
