using System.Collections.Immutable;
using System.Text.Json;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// The scripted network of a worked example, answering whole measurements: what a tracer and a pinger with the rules of
/// scamper would report of it.
/// </summary>
internal sealed class CorpusNetwork(JsonElement scenario)
{
    private static readonly HostAddress Source = HostAddress.Parse("5.0.0.2");

    /// <summary>The trace that a request asks for.</summary>
    internal Trace Trace(TntRequest request)
    {
        TraceOptions options = request.TraceOptions!;
        List<Hop> hops = [];
        HashSet<HostAddress> seen = [];
        int silent = 0;
        int probes = 0;
        StopReason stop = StopReason.None;
        HostAddress previous = HostAddress.None;
        for (int ttl = options.FirstHop; stop == StopReason.None; ttl++)
        {
            Reply? reply = Answer(request.Destination, options.Method, ttl);
            int attempts = reply is null || options.AllAttempts ? options.Attempts : 1;
            attempts = Math.Min(attempts, (options.MostProbes ?? int.MaxValue) - probes);
            probes += attempts;
            hops.Add(HopOf(ttl, attempts, reply));
            silent = reply is null ? silent + 1 : 0;
            stop = reply is null ? (silent == options.GapLimit ? StopReason.GapLimit : StopReason.None)
                : IsEnd(reply, request.Destination) ? StopReason.Completed
                : reply.Kind == ReplyKind.DestinationUnreachable ? StopReason.Unreach
                : reply.Address != previous && !seen.Add(reply.Address) ? StopReason.Loop
                : StopReason.None;
            stop = stop == StopReason.None && ttl == options.HopLimit ? StopReason.HopLimit : stop;
            bool isWhole = reply is not null || attempts == options.Attempts;
            stop = (stop == StopReason.None || !isWhole) && probes == options.MostProbes ? StopReason.Halted : stop;
            previous = reply?.Address ?? HostAddress.None;
        }

        return new Trace
        {
            Source = Source,
            Destination = request.Destination,
            Method = options.Method,
            UserId = options.UserId,
            FirstHop = options.FirstHop,
            HopCount = hops[^1].ProbeTtl,
            Hops = [.. hops],
            StopReason = stop,
            ProbesSent = probes,
        };
    }

    /// <summary>The ping that a request asks for.</summary>
    internal Ping Ping(TntRequest request)
    {
        byte[] ttls = EchoReplyTtls(request.Destination);
        PingOptions options = request.PingOptions!;
        List<ProbeOutcome> probes = [];
        for (int index = 0; index < options.ProbeCount; index++)
        {
            Reply? reply = ttls.Length == 0 ? null : new Reply
            {
                Address = request.Destination,
                Kind = ReplyKind.EchoReply,
                Rtt = TimeSpan.FromMicroseconds(47),
                ReplyTtl = ttls[Math.Min(index, ttls.Length - 1)],
            };
            probes.Add(new ProbeOutcome { ProbeTtl = 64, Attempt = index + 1, Size = 84, Replies = reply is null ? [] : [reply] });
            if (reply is not null && index + 1 == options.StopCount)
            {
                break;
            }
        }

        return new Ping { Source = Source, Destination = request.Destination, Probes = [.. probes], ProbesSent = probes.Count };
    }

    internal byte[] EchoReplyTtls(HostAddress address) =>
        !scenario.GetProperty("pings").TryGetProperty(address.ToString(), out JsonElement ttl) ? []
        : ttl.ValueKind == JsonValueKind.Array ? [.. ttl.EnumerateArray().Select(item => item.GetByte())]
        : [ttl.GetByte()];

    /// <summary>What answers a probe; null for silence. An echo reply from another address than the probed one is no answer.</summary>
    private Reply? Answer(HostAddress destination, TraceMethod method, int ttl)
    {
        JsonElement? hop = HopAt(destination, method, ttl);
        if (hop is not { } router)
        {
            return null;
        }

        string kind = router.GetProperty("k").GetString()!;
        var address = HostAddress.Parse(router.GetProperty("a").GetString());
        return kind == "er" && address != destination ? null : ReplyOf(router, kind, address);
    }

    internal JsonElement? HopAt(HostAddress destination, TraceMethod method, int ttl)
    {
        string name = destination.ToString();
        JsonElement path = default;
        bool isKnown = (method == TraceMethod.UdpParis && scenario.GetProperty("udp_paths").TryGetProperty(name, out path))
            || scenario.GetProperty("paths").TryGetProperty(name, out path);
        return !isKnown || ttl > path.GetArrayLength() || path[ttl - 1].ValueKind == JsonValueKind.Null ? null : path[ttl - 1];
    }

    private static Reply ReplyOf(JsonElement router, string kind, HostAddress address)
    {
        byte type = kind switch { "te" => 11, "er" => 0, _ => 3 };
        return new Reply
        {
            Address = address,
            Kind = type switch { 11 => ReplyKind.TimeExceeded, 0 => ReplyKind.EchoReply, _ => ReplyKind.DestinationUnreachable },
            Rtt = TimeSpan.FromMicroseconds(47),
            ReplyTtl = router.GetProperty("t").GetByte(),
            QuotedTtl = type == 0 ? null : router.TryGetProperty("q", out JsonElement quoted) ? quoted.GetByte() : (byte)1,
            IcmpType = type,
            IcmpCode = kind switch { "pu" => 3, "hu" => 1, _ => 0 },
            Extensions = ExtensionsOf(router),
        };
    }

    internal static ImmutableArray<IcmpExtensionObject> ExtensionsOf(JsonElement router)
    {
        if (!router.TryGetProperty("m", out JsonElement stack) || stack.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        List<byte> bytes = [];
        foreach (JsonElement entry in stack.EnumerateArray())
        {
            uint value = LabelStackEntry.Create(
                entry[0].GetInt32(), entry[1].GetInt32(), entry[2].GetInt32() == 1, entry[3].GetByte()).Value;
            bytes.AddRange([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }

        IcmpExtensionObject labels = new(IcmpExtensionObject.MplsClass, IcmpExtensionObject.MplsCType, [.. bytes]);
        return router.TryGetProperty("xobj", out JsonElement other)
            ? [labels, new IcmpExtensionObject(2, 0, [.. Convert.FromHexString(other.GetString()!)])]
            : [labels];
    }

    private static bool IsEnd(Reply reply, HostAddress destination) =>
        reply.Kind == ReplyKind.EchoReply || reply.Address == destination
        || (reply.Kind == ReplyKind.DestinationUnreachable && reply.IcmpCode == 3);

    private static Hop HopOf(int ttl, int attempts, Reply? reply) => new()
    {
        ProbeTtl = (byte)ttl,
        Probes =
        [
            .. Enumerable.Range(1, attempts).Select(attempt => new ProbeOutcome
            {
                ProbeTtl = (byte)ttl,
                Attempt = attempt,
                Size = 44,
                Replies = reply is null ? [] : [reply],
            }),
        ],
    };
}
