using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KernelTimeTests
{
    private const long Second = 1_000_000_000, Millisecond = 1_000_000;

    /// <summary>The wall clock runs this much ahead of the time base.</summary>
    private const long Ahead = 7 * Second;

    private readonly KernelTime _time = new();

    [Test]
    public void Without_a_reading_the_time_of_taking_is_used() =>
        Expect(stamp: Ahead + Second, now: 2 * Second, time: 2 * Second, TimestampOrigin.UserSpace);

    [Test]
    public void Without_a_stamp_the_time_of_taking_is_used()
    {
        Read(at: Second, Ahead);

        Expect(stamp: null, now: 2 * Second, time: 2 * Second, TimestampOrigin.UserSpace);
    }

    [Test]
    public void A_stamp_is_moved_into_the_time_base()
    {
        Read(at: Second, Ahead);

        Expect(stamp: Ahead + Second + 123, now: 2 * Second, time: Second + 123, TimestampOrigin.Socket);
    }

    [Test]
    public void The_offset_is_that_in_the_middle_of_the_reading()
    {
        _time.Observe(new(Second), new(Ahead + Second + 500), new(Second + 1000));

        Expect(stamp: Ahead + Second, now: 2 * Second, time: Second, TimestampOrigin.Socket);
    }

    [Test]
    public void A_wall_clock_that_drifts_is_followed()
    {
        for (int i = 0; i < 100; i++)
        {
            Read(at: i * Second, Ahead + (i * 9 * Millisecond));
        }

        Assert.That(_time.ClockSteps, Is.Zero);
        Expect(stamp: Ahead + (99 * 9 * Millisecond) + (99 * Second), now: 100 * Second, time: 99 * Second, TimestampOrigin.Socket);
    }

    [TestCase(11 * Millisecond)]
    [TestCase(-11 * Millisecond)]
    [TestCase(-3600 * Second)]
    public void A_jump_of_more_than_10_ms_is_counted_and_what_was_in_flight_has_the_time_of_taking(long jump)
    {
        Read(at: Second, Ahead);
        Read(at: 2 * Second, Ahead + jump);

        Assert.That(_time.ClockSteps, Is.EqualTo(1));
        Expect(stamp: Ahead + Second, now: 2 * Second, time: 2 * Second, TimestampOrigin.UserSpace);
    }

    [Test]
    public void A_jump_of_10_ms_is_none()
    {
        Read(at: Second, Ahead);
        Read(at: 2 * Second, Ahead + (10 * Millisecond));

        Assert.That(_time.ClockSteps, Is.Zero);
    }

    [Test]
    public void After_a_step_stamps_count_again_once_the_sockets_were_empty()
    {
        Read(at: Second, Ahead);
        Read(at: 2 * Second, Ahead - Second);
        _time.OnDrained();
        Read(at: 3 * Second, Ahead - Second);

        Expect(stamp: Ahead + Second + (Second / 2), now: 3 * Second, time: (2 * Second) + (Second / 2), TimestampOrigin.Socket);
        Assert.That(_time.ClockSteps, Is.EqualTo(1));
    }

    [Test]
    public void A_reading_that_was_interrupted_says_nothing()
    {
        Read(at: Second, Ahead);

        Assert.That(_time.Observe(new(2 * Second), new(Ahead + (3 * Second)), new((2 * Second) + Millisecond + 1)), Is.False);
        Assert.That(_time.ClockSteps, Is.Zero);
    }

    [Test]
    public void What_seems_to_arrive_a_little_after_its_taking_arrives_then()
    {
        Read(at: Second, Ahead);

        Expect(stamp: Ahead + Second + 1, now: Second, time: Second, TimestampOrigin.Socket);
    }

    [Test]
    public void A_stamp_out_of_the_future_is_not_believed()
    {
        Read(at: Second, Ahead);

        Expect(stamp: Ahead + (2 * Second), now: Second, time: Second, TimestampOrigin.UserSpace);
    }

    private void Read(long at, long ahead) => Assert.That(_time.Observe(new(at), new(at + ahead), new(at)), Is.True);

    private void Expect(long? stamp, long now, long time, TimestampOrigin origin)
    {
        Timestamp translated = _time.Translate(stamp is { } value ? new Timestamp(value) : null, new(now), out TimestampOrigin by);

        Assert.That(translated, Is.EqualTo(new Timestamp(time)));
        Assert.That(by, Is.EqualTo(origin));
    }
}
