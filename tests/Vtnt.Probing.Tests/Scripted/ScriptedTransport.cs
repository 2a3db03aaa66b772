namespace Vtnt.Probing.Tests;

/// <summary>
/// A transport in virtual time: every probe is answered as <see cref="Answer"/> says, after the delays that it says. Its
/// clock moves in <see cref="Receive"/> only, and by <see cref="Stall"/>.
/// </summary>
internal sealed class ScriptedTransport : IProbeTransport, ISourceAddressLookup, IRouteLookup
{
    private readonly PriorityQueue<byte[], (long Time, int Order)> _replies = new();
    private int _order;

    /// <summary>The replies to a probe packet; none by default.</summary>
    internal Func<byte[], IEnumerable<(TimeSpan Delay, byte[] Packet)>> Answer { get; init; } = _ => [];

    /// <summary>Why a probe packet does not leave.</summary>
    internal Func<byte[], SendFailure> Failure { get; init; } = _ => SendFailure.None;

    /// <summary>What is thrown by the next call of <see cref="Receive"/>.</summary>
    internal ProbingException? Broken { get; set; }

    /// <summary>When each probe left.</summary>
    internal List<(Timestamp At, byte[] Packet)> Sent { get; } = [];

    /// <summary>Calls of <see cref="Receive"/> with the time they may last.</summary>
    internal TimeSpan LongestWait { get; private set; }

    public TransportCapabilities Capabilities { get; init; } =
        TransportCapabilities.WholeIPv4 | TransportCapabilities.IPv6 | TransportCapabilities.Tcp | TransportCapabilities.FlowLabel;

    public Timestamp Now { get; private set; } = Transcript.Start;

    /// <summary>One path for all destinations; attempts are counted per destination, TTL and nothing else.</summary>
    internal static ScriptedTransport Along(string path)
    {
        ScriptedPath table = ScriptedPath.Parse(path);
        Dictionary<(HostAddress, int), int> attempts = [];
        return new()
        {
            Answer = probe =>
            {
                (HostAddress, int) key = (ReplyPackets.DestinationOf(probe), probe[probe[0] >> 4 == 4 ? 8 : 7]);
                attempts[key] = attempts.GetValueOrDefault(key) + 1;
                return table.Answer(key.Item2, attempts[key], probe);
            },
        };
    }

    public HostAddress? SourceFor(HostAddress destination) =>
        destination == HostAddress.Parse("192.0.2.255") ? null : HostAddress.Parse(destination.IsIPv6 ? "2001:db8::1" : "198.18.0.1");

    /// <summary>The one address that is not the host's; none by default.</summary>
    internal HostAddress Foreign { get; init; }

    public bool IsOwn(HostAddress source) => source != Foreign;

    /// <summary>MTU of the interface; null when it is not known.</summary>
    internal int? Mtu { get; init; }

    public int? MtuFor(HostAddress destination) => Mtu;

    public HostAddress? RouterFor(HostAddress destination) => null;

    /// <summary>Lets time pass as if the loop had not run.</summary>
    internal void Stall(TimeSpan span) => Now += span;

    public void Send(PacketBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            byte[] packet = batch.Packet(i).ToArray();
            batch[i].Time = Now;
            batch[i].Failure = Failure(packet);
            if (batch[i].Failure != SendFailure.None)
            {
                continue;
            }

            Sent.Add((Now, packet));
            foreach ((TimeSpan delay, byte[] reply) in Answer(packet))
            {
                _replies.Enqueue(reply, ((Now + delay).Nanoseconds, _order++));
            }
        }
    }

    public int Receive(PacketBatch batch, Timestamp until)
    {
        if (Broken is { } broken)
        {
            throw broken;
        }

        batch.Clear();
        LongestWait = until - Now > LongestWait ? until - Now : LongestWait;
        long limit = Math.Max(until.Nanoseconds, Now.Nanoseconds);
        if (!_replies.TryPeek(out _, out (long Time, int Order) next) || next.Time > limit)
        {
            Now = new(limit);
            return 0;
        }

        Now = new(Math.Max(next.Time, Now.Nanoseconds));
        while (_replies.TryPeek(out byte[]? packet, out next) && next.Time <= Now.Nanoseconds && batch.Fits(packet.Length))
        {
            _replies.Dequeue();
            packet.CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(packet.Length);
            (entry.Time, entry.Origin) = (Now, TimestampOrigin.Simulated);
        }

        return batch.Count;
    }
}
