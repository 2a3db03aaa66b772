using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;

namespace Vtnt.Probing.Tests;

/// <summary>
/// No sequence of replies, duplicates, reorderings, truncations makes a measurement end without a stop reason, exceed its limits,
/// or throw. <c>VTNT_PROPERTY_RUNS</c> sets how many are tried.
/// </summary>
internal sealed class HostilePropertyTests
{
    private static readonly HostAddress Source4 = HostAddress.Parse("198.18.0.1"), Source6 = HostAddress.Parse("2001:db8::1");
    private static readonly HostAddress Target4 = HostAddress.Parse("192.0.2.9"), Target6 = HostAddress.Parse("2001:db8:1::9");

    private static readonly Gen<TraceMethod> Methods = OneOf(
        TraceMethod.Udp, TraceMethod.UdpParis, TraceMethod.Icmp, TraceMethod.IcmpParis, TraceMethod.Tcp, TraceMethod.TcpAck);

    private static readonly Gen<TraceOptions> Plain =
        Gen.Select(Methods, Gen.Byte[1, 12], Gen.Byte[0, 30], Gen.Byte[1, 4], Gen.Byte[1, 6], Gen.Byte[0, 3], Gen.Byte).Select(
            (method, first, limit, attempts, gap, loops, bits) => new TraceOptions
            {
                Method = method,
                FirstHop = first,
                HopLimit = limit == 0 ? (byte)0 : Math.Max(first, limit),
                Attempts = attempts,
                GapLimit = gap,
                Loops = loops,
                AllAttempts = (bits & 3) == 1,
                Confidence = (bits & 3) == 2 ? (byte)95 : (byte)0,
                GapAction = (bits & 4) == 0 ? GapAction.Stop : GapAction.LastDitch,
                IgnoreDestinationTimeExceeded = (bits & 8) != 0,
                ConstantPayload = (bits & 16) != 0,
                WaitProbe = TimeSpan.FromMilliseconds((bits & 32) * 10),
                WaitTimeout = TimeSpan.FromSeconds(1 + (bits >> 6)),
            });

    private static readonly Gen<TraceOptions> Every = Gen.Select(Plain, Gen.Byte[0, 5], Gen.Byte[1, 8], (options, kind, number) => kind switch
    {
        0 when options.Method is not (TraceMethod.Tcp or TraceMethod.TcpAck) =>
            options with { Squeries = Math.Min(number, options.GapLimit), WaitProbeHop = TimeSpan.FromMilliseconds(number * 20) },
        1 => options with { Backwards = true, HopLimit = Math.Max((byte)(number + 4), options.FirstHop) },
        2 => options with { LocalStopSet = new StopSet("local"), NoBackwards = number == 1 },
        3 => options with { GlobalStopSet = StopSetOf(number), LocalStopSet = number > 4 ? new StopSet() : null },
        5 when number > 5 => options with { FragmentOffset = number },
        4 when options.Method != TraceMethod.Tcp => options with { FirstHop = 1, PathMtu = true, InterfaceMtu = number == 1 ? 68 : number * 1000 },
        _ => options,
    });

    private static int Runs =>
        Environment.GetEnvironmentVariable("VTNT_PROPERTY_RUNS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 10_000;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static StopSet StopSetOf(int router)
    {
        var set = new StopSet();
        set.Add(HostAddress.FromIPv4(0xC0000201u + (uint)router));
        return set;
    }

    [Test]
    public void A_trace_ends_within_its_limits()
    {
        ConcurrentDictionary<StopReason, int> reasons = new();
        Gen.Select(Every, Gen.Bool, Gen.Byte.Array[0, 400]).Sample(
            (options, isV6, tape) =>
            {
                isV6 |= options.FragmentOffset != 0;
                Tracer tracer = isV6 ? new(Source6, Target6, options) : new(Source4, Target4, options);
                HostileNetwork.Run(tracer, tape);
                Trace trace = tracer.ToTrace();
                reasons.AddOrUpdate(trace.StopReason, 1, (_, count) => count + 1);
                CheckEnd(trace, options);
                CheckHops(trace, options);
                CheckMtu(trace);
                Assert.That(tracer.ToTrace(), Is.SameAs(trace));
                TraceJson.Write(trace, new ArrayBufferWriter<byte>());
            },
            iter: Runs, print: t => $"{t.Item1} {t.Item2} {Convert.ToHexString(t.Item3)}");
        StopReason[] all = [StopReason.Completed, StopReason.Unreach, StopReason.Icmp, StopReason.Loop, StopReason.GapLimit, StopReason.HopLimit, StopReason.Gss];
        Assert.That(reasons.Keys, Is.EquivalentTo(all), "the network is hostile enough");
    }

    [Test]
    public void A_trace_is_whole_wherever_it_is_halted() =>
        Gen.Select(Every, Gen.Int[0, 60], Gen.Byte.Array[0, 200]).Sample(
            (options, steps, tape) =>
            {
                Tracer tracer = options.FragmentOffset != 0 ? new(Source6, Target6, options) : new(Source4, Target4, options);
                HostileNetwork.RunFor(tracer, tape, steps);
                bool isFinished = tracer.IsFinished;
                Trace sofar = tracer.ToTrace();
                tracer.Halt();
                Trace trace = tracer.ToTrace();
                Assert.That(sofar.StopReason == StopReason.InProgress, Is.Not.EqualTo(isFinished));
                Assert.That(trace.StopReason, Is.Not.AnyOf(StopReason.None, StopReason.InProgress));
                Assert.That(tracer.NextStep(Timestamp.MaxValue).Kind, Is.EqualTo(ProbingStepKind.Done));
                Assert.That(trace.Hops.Length, Is.EqualTo(trace.HopCount == 0 ? 0 : trace.HopCount - trace.FirstHop + 1));
                TraceJson.Write(trace, new ArrayBufferWriter<byte>());
                TraceJson.Write(sofar, new ArrayBufferWriter<byte>());
            },
            iter: Runs, print: t => $"{t.Item1} {t.Item2} {Convert.ToHexString(t.Item3)}");

    [Test]
    public void A_ping_ends_within_its_limits() =>
        Gen.Select(OneOf(Enum.GetValues<PingMethod>()), Gen.Int[1, 9], Gen.Int[0, 4], Gen.Bool, Gen.Byte.Array[0, 200]).Sample(
            (method, count, stop, isV6, tape) =>
            {
                var options = new PingOptions { Method = method, ProbeCount = count, StopCount = stop };
                isV6 &= method != PingMethod.IcmpTime;
                Pinger pinger = isV6 ? new(Source6, Target6, options) : new(Source4, Target4, options);
                HostileNetwork.Run(pinger, tape);
                Ping ping = pinger.ToPing();
                Assert.That(ping.StopReason, Is.EqualTo(StopReason.Completed));
                Assert.That(ping.Probes.Length, stop == 0 ? Is.EqualTo(count) : Is.InRange(1, count));
                Assert.That(ping.ProbesSent, Is.LessThanOrEqualTo(count));
            },
            iter: Runs);

    private static void CheckEnd(Trace trace, TraceOptions options)
    {
        Assert.That(trace.StopReason, Is.Not.AnyOf(StopReason.None, StopReason.InProgress, StopReason.Error, StopReason.Halted));
        Assert.That(trace.HopCount, Is.InRange(1, options.HopLimit == 0 ? 255 : options.HopLimit));
        Assert.That(trace.FirstHop, trace.Doubletree is null ? Is.EqualTo(options.FirstHop) : Is.InRange((byte)1, options.FirstHop));
        Assert.That(trace.Hops.Length, Is.EqualTo(trace.HopCount - trace.FirstHop + 1));
        Assert.That(trace.StopReason == StopReason.Gss, Is.EqualTo(trace.Doubletree?.GlobalStop is not null));
        if (trace.StopHop is { } stopHop)
        {
            Assert.That(stopHop, Is.InRange(trace.FirstHop, (byte)trace.HopCount));
        }
    }

    private static void CheckHops(Trace trace, TraceOptions options)
    {
        int most = options.Confidence != 0 ? 152 : options.Attempts;
        foreach (Hop hop in trace.Hops)
        {
            Assert.That(hop.Probes.Length, Is.LessThanOrEqualTo(most));
            Assert.That(hop.Probes.Select(p => p.Attempt), Is.EqualTo(Enumerable.Range(1, hop.Probes.Length)));
            Assert.That(hop.Probes.SelectMany(p => p.Replies).All(r => r.Rtt >= TimeSpan.Zero), Is.True);
        }

        Assert.That(trace.LastDitch.Length, Is.LessThanOrEqualTo(options.Attempts));
        if (trace.StopReason == StopReason.GapLimit && !options.Backwards)
        {
            // What is probed afterwards leaves time for late answers.
            int late = trace.LastDitch.IsEmpty && trace.Doubletree is null ? 0 : options.GapLimit;
            Assert.That(trace.Hops.TakeLast(options.GapLimit).Count(h => h.FirstReply is null), Is.GreaterThanOrEqualTo(options.GapLimit - late));
        }
    }

    private static void CheckMtu(Trace trace)
    {
        if (trace.PathMtu is { } mtu)
        {
            Assert.That(mtu.Mtu, Is.LessThanOrEqualTo(mtu.InterfaceMtu));
            Assert.That(mtu.Notes.Length, Is.LessThanOrEqualTo(30));
            int replies = mtu.Probes.Sum(p => p.Replies.Length);
            Assert.That(mtu.Notes.All(n => n.ReplyIndex is null || n.ReplyIndex < replies), Is.True);
        }
    }
}
