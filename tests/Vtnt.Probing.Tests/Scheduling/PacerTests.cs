using CsCheck;

namespace Vtnt.Probing.Tests;

internal sealed class PacerTests
{
    private static readonly Timestamp Start = Transcript.Start;

    private static Timestamp After(double seconds) => new(Start.Nanoseconds + (long)(seconds * 1e9));

    [Test]
    public void Lets_one_packet_go_at_once_and_the_next_when_its_time_has_come()
    {
        var pacer = new Pacer(20);
        Assert.That(pacer.NextAt(Start), Is.EqualTo(Start));
        pacer.Spend();
        Assert.That(pacer.MaySend(After(0.049_999_999)), Is.False);
        Assert.That(pacer.NextAt(After(0.01)), Is.EqualTo(After(0.05)));
        Assert.That(pacer.MaySend(After(0.05)), Is.True);
    }

    [Test]
    public void A_packet_that_may_not_leave_cannot_be_spent()
    {
        var pacer = new Pacer(20);
        pacer.MaySend(Start);
        pacer.Spend();
        Assert.That(pacer.Spend, Throws.InvalidOperationException);
    }

    [Test]
    public void Rate_zero_holds_nothing_back()
    {
        var pacer = new Pacer(0);
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(pacer.MaySend(Start), Is.True);
            pacer.Spend();
        }
    }

    [TestCase(20, 1)]
    [TestCase(1_000, 1)]
    [TestCase(1_001, 1)]
    [TestCase(2_000, 2)]
    [TestCase(100_000, 100)]
    public void Saves_up_one_packet_or_one_millisecond_however_long_the_stall(int rate, int burst)
    {
        var pacer = new Pacer(rate);
        Assert.That(SendAll(pacer, Start), Is.EqualTo(burst));
        foreach (double stall in new[] { 0.25, 3.0, 86_400.0, 1e9 })
        {
            Assert.That(SendAll(pacer, After(stall)), Is.EqualTo(burst));
        }
    }

    [Test]
    public void Time_that_goes_back_is_time_that_stands()
    {
        var pacer = new Pacer(20);
        SendAll(pacer, After(10));
        Assert.That(pacer.MaySend(Start), Is.False);
        Assert.That(pacer.MaySend(After(10.04)), Is.False);
        Assert.That(pacer.MaySend(After(10.05)), Is.True);
    }

    /// <summary>In any window of length T at most rate × T + burst packets leave, whatever the caller does.</summary>
    [Test]
    public void No_window_has_more_than_its_share() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 50], Gen.Int[900, 1_100], Gen.Int[1, 200_000]), Gen.Long[0, 40_000_000].Array[1, 60]).Sample(
            (rate, gaps) =>
            {
                var pacer = new Pacer(rate);
                List<long> sent = [];
                long now = Start.Nanoseconds;
                foreach (long gap in gaps)
                {
                    now += gap;
                    sent.AddRange(Enumerable.Repeat(now, SendAll(pacer, new(now))));
                }

                long burst = Math.Max(1_000_000_000L, rate * 1_000_000L);
                for (int first = 0; first < sent.Count; first += 1 + (sent.Count / 100))
                {
                    for (int last = first; last < sent.Count; last++)
                    {
                        Assert.That((last - first + 1) * 1_000_000_000L, Is.LessThanOrEqualTo(((sent[last] - sent[first]) * rate) + burst));
                    }
                }
            },
            iter: 300);

    [TestCase(1)]
    [TestCase(20)]
    [TestCase(999)]
    [TestCase(100_000)]
    public void Loses_nothing_when_asked_in_time(int rate)
    {
        var pacer = new Pacer(rate);
        Timestamp now = Start;
        long sent = 0;
        while (now < After(10))
        {
            sent += SendAll(pacer, now);
            now = pacer.NextAt(now);
        }

        Assert.That(sent, Is.InRange((rate * 10L * 99 / 100) - 1, (rate * 10L) + Math.Max(1, rate / 1000)));
    }

    [TestCase(20, 1, 1)]
    [TestCase(1_000, 5, 1)]
    [TestCase(1_001, 5, 1)]
    [TestCase(2_000, 5, 1)]
    [TestCase(4_000, 5, 3)]
    [TestCase(10_000, 2, 2)]
    [TestCase(10_000, 100, 7)]
    [TestCase(100_000, int.MaxValue, 75)]
    public void Says_when_several_may_leave_together(int rate, int wanted, int expected)
    {
        var pacer = new Pacer(rate);
        SendAll(pacer, Start);
        Timestamp at = pacer.NextAt(Start, wanted);
        Assert.That(SendAll(pacer, at), Is.EqualTo(expected));
        Assert.That((at - Start).TotalSeconds, Is.EqualTo(expected / (double)rate).Within(2e-6));
        Assert.That(pacer.NextAt(After(9), wanted), Is.EqualTo(After(9)), "a full bucket has enough");
    }

    /// <summary>Whoever comes late is woken with room for what is added meanwhile; whoever comes in time, with a full bucket.</summary>
    [TestCase(10_000, 0, 9)]
    [TestCase(10_000, 100, 8)]
    [TestCase(10_000, 420, 5)]
    [TestCase(10_000, 20_000, 5)]
    [TestCase(100_000, 60, 93)]
    [TestCase(1_500, 450, 1)]
    public void Wakes_early_those_who_come_late(int rate, int microsecondsLate, int expected)
    {
        var pacer = new Pacer(rate);
        for (int i = 0; i < 300; i++)
        {
            pacer.OnWoken(After(i), After(i) + TimeSpan.FromMicroseconds(microsecondsLate));
        }

        SendAll(pacer, After(300));
        Assert.That(SendAll(pacer, pacer.NextAt(After(300), int.MaxValue)), Is.EqualTo(expected));
    }

    private static int SendAll(Pacer pacer, Timestamp now)
    {
        int sent = 0;
        for (; pacer.MaySend(now); sent++)
        {
            pacer.Spend();
        }

        return sent;
    }
}
