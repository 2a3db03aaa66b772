using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// Answers every measurement with anything: few addresses, any TTL, any quoted TTL, label stacks, silence, loops. The
/// same seed gives the same answers.
/// </summary>
internal sealed class ChaoticNetwork(uint seed)
{
    private ulong _state = ((ulong)seed << 20) ^ 0x9E3779B97F4A7C15;

    internal Trace Trace(TntRequest request)
    {
        TraceOptions options = request.TraceOptions!;
        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>();
        int last = Math.Min(options.FirstHop + Below(12), 255);
        for (int ttl = options.FirstHop; ttl <= last; ttl++)
        {
            bool reaches = ttl == last && Below(4) > 0;
            hops.Add(new Hop { ProbeTtl = (byte)ttl, Probes = [Outcome(ttl, reaches ? request.Destination : null)] });
        }

        return new Trace
        {
            Destination = request.Destination,
            Method = options.Method,
            FirstHop = options.FirstHop,
            HopCount = last,
            Hops = hops.ToImmutable(),
            ProbesSent = hops.Count,
            StopReason = StopReason.Completed,
        };
    }

    internal Ping Ping(TntRequest request) => new()
    {
        Destination = request.Destination,
        ProbesSent = 1,
        Probes = Below(4) == 0 ? [] :
        [
            new ProbeOutcome
            {
                ProbeTtl = 64,
                Attempt = 1,
                Size = 84,
                Replies = [new Reply { Address = request.Destination, Kind = ReplyKind.EchoReply, Rtt = TimeSpan.Zero, ReplyTtl = Ttl() }],
            },
        ],
    };

    private ProbeOutcome Outcome(int ttl, HostAddress? end) => new()
    {
        ProbeTtl = (byte)ttl,
        Attempt = 1,
        Size = 44,
        Replies = end is null && Below(5) == 0 ? [] : [Reply(end)],
    };

    private Reply Reply(HostAddress? end)
    {
        ReplyKind kind = Below(8) switch { 0 => ReplyKind.DestinationUnreachable, 1 => ReplyKind.EchoReply, _ => ReplyKind.TimeExceeded };
        return new Reply
        {
            Address = end ?? HostAddress.FromIPv4(0x14000001u + (uint)Below(24)),
            Kind = kind,
            Rtt = TimeSpan.FromTicks(Below(100_000)),
            ReplyTtl = Below(20) == 0 ? null : Ttl(),
            QuotedTtl = kind == ReplyKind.EchoReply ? null : Below(3) == 0 ? (byte)Below(6) : (byte)1,
            IcmpCode = kind == ReplyKind.DestinationUnreachable ? (byte)(Below(2) * 3) : (byte)0,
            Extensions = Below(3) == 0 ? Labels() : [],
        };
    }

    private ImmutableArray<IcmpExtensionObject> Labels()
    {
        int entries = Below(3);
        byte[] bytes = new byte[entries * 4];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = index % 4 == 3 ? (byte)(Below(2) == 0 ? 1 : Below(256)) : (byte)Below(256);
        }

        return [new IcmpExtensionObject(1, 1, [.. bytes])];
    }

    private byte Ttl() => (byte)(Below(2) == 0 ? 255 - Below(12) : Below(256));

    private int Below(int bound)
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        return (int)((_state >> 33) % (ulong)bound);
    }
}
