using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// A transport in virtual time that allocates nothing while it runs: ICMP probes over IPv4 along one path, every answer after the
/// same delay. Routers answer up to a TTL, the destination from another one on.
/// </summary>
internal sealed class LeanTransport : IProbeTransport, ISourceAddressLookup
{
    private const int ReplyRoom = 56;

    private static readonly HostAddress Us = HostAddress.Parse("198.18.0.1");

    private readonly byte[] _ring;
    private readonly long[] _times;
    private int _head, _count;

    /// <summary>Room for so many replies on their way.</summary>
    internal LeanTransport(int capacity) => (_ring, _times) = (new byte[capacity * ReplyRoom], new long[capacity]);

    /// <summary>The last TTL at which a router answers.</summary>
    internal byte LastRouter { get; init; } = byte.MaxValue;

    /// <summary>The first TTL that reaches the destination, which answers; 0 for never.</summary>
    internal byte Reached { get; init; }

    internal TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Probes sent so far.</summary>
    internal long Sent { get; private set; }

    /// <summary>How much later than asked for a pause ends.</summary>
    internal TimeSpan Lateness { get; init; }

    /// <summary>Calls of <see cref="Send"/>, <see cref="Receive"/> and <see cref="Pause"/> so far.</summary>
    internal long Calls { get; private set; }

    /// <summary>Called before each wait.</summary>
    internal Action<LeanTransport> OnWait { get; init; } = _ => { };

    /// <summary>Called for each probe that leaves.</summary>
    internal Action<Timestamp> OnSent { get; init; } = _ => { };

    public TransportCapabilities Capabilities => TransportCapabilities.WholeIPv4;

    public Timestamp Now { get; private set; } = Transcript.Start;

    public HostAddress? SourceFor(HostAddress destination) => Us;

    /// <summary>Lets time pass as if the loop had not run.</summary>
    internal void Stall(TimeSpan span) => Now += span;

    public void Pause(Timestamp until)
    {
        Calls++;
        Now = (until > Now ? until : Now) + Lateness;
    }

    public void Send(PacketBatch batch)
    {
        Calls++;
        for (int i = 0; i < batch.Count; i++)
        {
            batch[i].Time = Now;
            Sent++;
            OnSent(Now);
            Answer(batch.Packet(i));
        }
    }

    public int Receive(PacketBatch batch, Timestamp until)
    {
        Calls++;
        OnWait(this);
        batch.Clear();
        if (_count == 0 || _times[_head] > until.Nanoseconds)
        {
            Now = until > Now ? until : Now;
            return 0;
        }

        Now = new(Math.Max(_times[_head], Now.Nanoseconds));
        while (_count > 0 && _times[_head] <= Now.Nanoseconds && batch.Fits(ReplyRoom))
        {
            ReadOnlySpan<byte> reply = _ring.AsSpan(_head * ReplyRoom, ReplyRoom);
            int length = BinaryPrimitives.ReadUInt16BigEndian(reply[2..]);
            reply[..length].CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(length);
            (entry.Time, entry.Origin) = (new(_times[_head]), TimestampOrigin.Simulated);
            _head = (_head + 1) % _times.Length;
            _count--;
        }

        return batch.Count;
    }

    private void Answer(ReadOnlySpan<byte> probe)
    {
        byte ttl = probe[8];
        bool isReached = Reached != 0 && ttl >= Reached;
        if (!isReached && ttl > LastRouter)
        {
            return;
        }

        int place = (_head + _count++) % _times.Length;
        if (_count > _times.Length)
        {
            throw new InvalidOperationException("There is no room for so many replies on their way.");
        }

        _times[place] = (Now + Delay).Nanoseconds;
        Span<byte> reply = _ring.AsSpan(place * ReplyRoom, ReplyRoom);
        reply.Clear();
        Span<byte> icmp = reply[20..];
        int length = isReached ? 44 : ReplyRoom;
        if (isReached)
        {
            probe[20..44].CopyTo(icmp);
            icmp[0] = IcmpType.EchoReply;
            probe[16..20].CopyTo(reply[12..]);
        }
        else
        {
            icmp[0] = IcmpType.TimeExceeded;
            probe[..28].CopyTo(icmp[8..]);
            BinaryPrimitives.WriteUInt32BigEndian(reply[12..], 0x0B000000u + ttl);
        }

        Finish(reply[..length], probe[12..16]);
    }

    private static void Finish(Span<byte> reply, ReadOnlySpan<byte> to)
    {
        Span<byte> icmp = reply[20..];
        icmp[2..4].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], InternetChecksum.Compute(icmp));
        reply[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(reply[2..], (ushort)reply.Length);
        reply[8] = 60;
        reply[9] = IpProtocol.Icmp;
        to.CopyTo(reply[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(reply[10..], InternetChecksum.Compute(reply[..20]));
    }
}
