namespace Vtnt.Probing.Tests;

/// <summary>Many measurements at once: rate, memory, allocation, reading of the list.</summary>
[NonParallelizable]
internal sealed class ProberAtScaleTests
{
    private static readonly TraceOptions IcmpParis = new() { Method = TraceMethod.IcmpParis };

    /// <summary>As many public addresses as one likes, counted as they are read.</summary>
    private sealed class Targets(long count)
    {
        internal long Read { get; private set; }

        internal IEnumerable<HostAddress> All()
        {
            for (long i = 0; i < count; i++)
            {
                Read++;
                yield return HostAddress.FromIPv4(0x14000000u + (uint)i);
            }
        }
    }

    [TestCase(20, 0)]
    [TestCase(1_000, 0)]
    [TestCase(1_500, 200)]
    [TestCase(4_000, 200)]
    [TestCase(10_000, 200)]
    [TestCase(100_000, 0)]
    [TestCase(10_000, 450)]
    [TestCase(100_000, 200)]
    [TestCase(100_000, 450)]
    public void Spends_the_rate_when_there_is_work(int rate, int microsecondsLate)
    {
        const int Seconds = 10;
        Timestamp end = Transcript.Start + TimeSpan.FromSeconds(Seconds);
        long inTime = 0;
        using var cancel = new CancellationTokenSource();
        var transport = new LeanTransport(capacity: 16)
        {
            LastRouter = 0,
            Lateness = TimeSpan.FromMicroseconds(microsecondsLate),
            OnSent = at => inTime += at < end ? 1 : 0,
            OnWait = t => CancelAt(t, end, cancel),
        };
        using var source = new TraceSource(new Targets(1_000_000_000).All(), IcmpParis, transport, _ => { });
        new Prober(transport, new() { PacketsPerSecond = rate }).Run(source, cancel.Token);
        Assert.That(inTime, Is.InRange((long)rate * Seconds * 99 / 100, ((long)rate * Seconds) + Math.Max(1, rate / 1000)));
    }

    /// <summary>
    /// Above 1 000 packets per second a burst is sent, and what has arrived in the meantime taken, in one go: three calls for
    /// nearly a millisecond's worth of probes, however many replies there are.
    /// </summary>
    [TestCase(2_000, 3.0)]
    [TestCase(10_000, 3.0 / 9)]
    [TestCase(50_000, 3.0 / 48)]
    public void Moves_bursts_when_the_rate_is_what_limits(int rate, double callsPerProbe)
    {
        using var cancel = new CancellationTokenSource();
        var transport = new LeanTransport(capacity: 2_000)
        {
            Reached = 8,
            OnWait = t => CancelAt(t, Transcript.Start + TimeSpan.FromSeconds(2), cancel),
        };
        using var source = new TraceSource(new Targets(1_000_000).All(), IcmpParis, transport, _ => { });
        new Prober(transport, new() { PacketsPerSecond = rate, Window = 2_000 }).Run(source, cancel.Token);
        Assert.That(transport.Sent, Is.GreaterThan(rate * 198L / 100));
        Assert.That(transport.Calls / (double)transport.Sent, Is.LessThan(callsPerProbe * 1.05));
    }

    [Test]
    public void What_may_leave_leaves_at_once_though_it_is_more_than_a_batch()
    {
        long atOnce = 0;
        using var cancel = new CancellationTokenSource();
        var transport = new LeanTransport(capacity: 16)
        {
            LastRouter = 0,
            OnSent = at => atOnce += at == Transcript.Start ? 1 : 0,
            OnWait = t => CancelAt(t, Transcript.Start + TimeSpan.FromMilliseconds(1), cancel),
        };
        using var source = new TraceSource(new Targets(1_000_000).All(), IcmpParis, transport, _ => { });
        new Prober(transport, new() { PacketsPerSecond = 200_000, Window = 2_000 }).Run(source, cancel.Token);
        Assert.That(atOnce, Is.EqualTo(200));
    }

    /// <summary>Replies that were taken late have the time at which they arrived, and a trace that waits for one is not kept waiting.</summary>
    [TestCase(1)]
    [TestCase(500)]
    public void Bursts_change_no_round_trip_time_and_delay_no_single_trace(int window)
    {
        List<Trace> traces = [];
        var transport = new LeanTransport(capacity: 2_000) { Reached = 8, Delay = TimeSpan.FromMicroseconds(1_010) };
        using var source = new TraceSource(new Targets(window).All(), IcmpParis, transport, traces.Add);
        new Prober(transport, new() { PacketsPerSecond = 10_000, Window = window }).Run(source);
        Assert.That(traces, Has.Count.EqualTo(window));
        Assert.That(traces.SelectMany(trace => trace.Hops).Select(hop => hop.FirstReply!.Rtt), Is.All.EqualTo(TimeSpan.FromMicroseconds(1_010)));
        Assert.That(traces[0].Hops[^1].Probes[0].SentAt - traces[0].Start, window == 1 ? Is.EqualTo(TimeSpan.FromMicroseconds(7 * 1_010)) : Is.GreaterThan(TimeSpan.Zero));
    }

    [TestCase(20)]
    [TestCase(5_000)]
    [TestCase(100_000)]
    public void Catches_up_at_most_a_quarter_of_a_second_after_a_stall(int rate)
    {
        Timestamp stall = Transcript.Start + TimeSpan.FromSeconds(2), over = stall + TimeSpan.FromSeconds(5);
        long before = 0, atOnce = 0, within = 0;
        using var cancel = new CancellationTokenSource();
        bool hasStalled = false;
        var transport = new LeanTransport(capacity: 16)
        {
            LastRouter = 0,
            OnSent = at =>
            {
                before += at < stall ? 1 : 0;
                atOnce += at >= over && at < over + TimeSpan.FromMicroseconds(1) ? 1 : 0;
                within += at >= over && at < over + TimeSpan.FromSeconds(1) ? 1 : 0;
            },
            OnWait = t =>
            {
                if (!hasStalled && t.Now >= stall)
                {
                    hasStalled = true;
                    t.Stall(over - t.Now);
                }

                CancelAt(t, over + TimeSpan.FromSeconds(1), cancel);
            },
        };
        using var source = new TraceSource(new Targets(1_000_000_000).All(), IcmpParis, transport, _ => { });
        new Prober(transport, new() { PacketsPerSecond = rate }).Run(source, cancel.Token);
        Assert.That(before, Is.GreaterThan(rate));
        Assert.That(atOnce, Is.LessThanOrEqualTo(Math.Max(1, rate / 4)));
        Assert.That(within, Is.LessThanOrEqualTo(rate + Math.Max(1, rate / 4)));
    }

    [Test]
    public void Keeps_two_KiB_for_a_trace_in_progress()
    {
        const int Traces = 100_000;
        long before = 0, during = 0;
        using var cancel = new CancellationTokenSource();
        var transport = new LeanTransport(capacity: Traces)
        {
            LastRouter = 8,
            Delay = TimeSpan.FromSeconds(1),
            OnWait = t =>
            {
                if (t.Sent == Traces * 9L && during == 0)
                {
                    during = GC.GetTotalMemory(forceFullCollection: true);
                    cancel.Cancel();
                }
            },
        };
        using var source = new TraceSource(new Targets(Traces).All(), IcmpParis, transport, _ => { });
        before = GC.GetTotalMemory(forceFullCollection: true);
        var prober = new Prober(transport, new() { PacketsPerSecond = 0, Window = Traces });
        prober.Run(source, cancel.Token);
        Assert.That(during, Is.GreaterThan(0), "the traces got half way through a path of 16 hops");
        TestContext.Out.WriteLine($"{(during - before) / (double)Traces:0} bytes per trace");
        Assert.That((during - before) / (double)Traces, Is.LessThanOrEqualTo(2048));
    }

    [Test]
    public void Allocates_nothing_per_probe_or_reply()
    {
        const int Traces = 200;
        long first = 0, last = 0;
        void Run()
        {
            var transport = new LeanTransport(capacity: Traces)
            {
                Reached = 30,
                OnWait = t =>
                {
                    first = t.Sent == Traces * 3 ? GC.GetAllocatedBytesForCurrentThread() : first;
                    last = t.Sent == Traces * 29 ? GC.GetAllocatedBytesForCurrentThread() : last;
                },
            };
            using var source = new TraceSource(new Targets(Traces).All(), IcmpParis, transport, _ => { });
            new Prober(transport, new() { PacketsPerSecond = 0, Window = Traces }).Run(source);
        }

        // The first run fills the pools of this thread, which later measurements take their arrays from.
        Run();
        (first, last) = (0, 0);
        Run();
        Assert.That(first, Is.GreaterThan(0));
        Assert.That(last - first, Is.Zero);
    }

    [Test]
    public void Reads_no_target_before_its_time()
    {
        using var cancel = new CancellationTokenSource();
        var transport = new LeanTransport(capacity: 16)
        {
            LastRouter = 0,
            OnWait = t => CancelAt(t, Transcript.Start + TimeSpan.FromSeconds(4), cancel),
        };
        var targets = new Targets(1_000_000_000);
        using var source = new TraceSource(targets.All(), IcmpParis, transport, _ => { });
        new Prober(transport, new()).Run(source, cancel.Token);
        Assert.That(targets.Read, Is.EqualTo(transport.Sent).And.InRange(79, 81));
    }

    [Test]
    public void A_long_list_needs_no_memory()
    {
        long early = 0, late = 0, finished = 0;
        var transport = new LeanTransport(capacity: 64) { Reached = 1 };
        void Count(Trace trace)
        {
            finished++;
            early = finished == 1_000 ? GC.GetTotalMemory(forceFullCollection: true) : early;
            late = finished == 200_000 ? GC.GetTotalMemory(forceFullCollection: true) : late;
        }

        using var source = new TraceSource(new Targets(200_000).All(), IcmpParis, transport, Count);
        new Prober(transport, new() { PacketsPerSecond = 0, Window = 50 }).Run(source);
        Assert.That(finished, Is.EqualTo(200_000));
        Assert.That(late - early, Is.LessThan(100_000));
    }

    private static void CancelAt(LeanTransport transport, Timestamp end, CancellationTokenSource cancel)
    {
        if (transport.Now >= end)
        {
            cancel.Cancel();
        }
    }
}
