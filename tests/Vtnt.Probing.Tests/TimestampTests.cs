namespace Vtnt.Probing.Tests;

public sealed class TimestampTests
{
    [TestCase(0, 0, 0, "1970-01-01T00:00:00.000000000Z")]
    [TestCase(1_767_225_600_123_456_789, 1_767_225_600, 123_456, "2026-01-01T00:00:00.123456789Z")]
    [TestCase(999, 0, 0, "1970-01-01T00:00:00.000000999Z")]
    [TestCase(1_999_999_999, 1, 999_999, "1970-01-01T00:00:01.999999999Z")]
    [TestCase(-1, -1, 999_999, "1969-12-31T23:59:59.999999999Z")]
    [TestCase(-1_000_000_000, -1, 0, "1969-12-31T23:59:59.000000000Z")]
    [TestCase(-1_000_000_001, -2, 999_999, "1969-12-31T23:59:58.999999999Z")]
    [TestCase(long.MaxValue, 9_223_372_036, 854_775, "2262-04-11T23:47:16.854775807Z")]
    [TestCase(long.MinValue, -9_223_372_037, 145_224, "1677-09-21T00:12:43.145224192Z")]
    public void Tells_seconds_microseconds_and_text(long nanoseconds, long seconds, int microseconds, string text)
    {
        var time = new Timestamp(nanoseconds);

        Assert.That(time.Seconds, Is.EqualTo(seconds));
        Assert.That(time.Microseconds, Is.EqualTo(microseconds));
        Assert.That(time.ToString(), Is.EqualTo(text));
    }

    [Test]
    public void Adds_and_subtracts_spans()
    {
        var time = new Timestamp(1_000_000_050);

        Assert.That(time + TimeSpan.FromMilliseconds(2), Is.EqualTo(new Timestamp(1_002_000_050)));
        Assert.That(time - TimeSpan.FromMilliseconds(2), Is.EqualTo(new Timestamp(998_000_050)));
        Assert.That(new Timestamp(1_002_000_149) - time, Is.EqualTo(TimeSpan.FromMilliseconds(2)));
        Assert.That(time - new Timestamp(1_002_000_149), Is.EqualTo(TimeSpan.FromMilliseconds(-2)));
    }

    [Test]
    public void Stops_at_both_ends()
    {
        Assert.That(Timestamp.MaxValue + TimeSpan.FromTicks(1), Is.EqualTo(Timestamp.MaxValue));
        Assert.That(Timestamp.MinValue - TimeSpan.FromTicks(1), Is.EqualTo(Timestamp.MinValue));
        Assert.That(default(Timestamp) + TimeSpan.MaxValue, Is.EqualTo(Timestamp.MaxValue));
        Assert.That(default(Timestamp) - TimeSpan.MaxValue, Is.EqualTo(Timestamp.MinValue));
        Assert.That(default(Timestamp) + TimeSpan.MinValue, Is.EqualTo(Timestamp.MinValue));
        Assert.That(default(Timestamp) - TimeSpan.MinValue, Is.EqualTo(Timestamp.MaxValue));
    }

    [Test]
    public void Spans_longer_than_the_difference_of_two_numbers_keep_their_sign()
    {
        Assert.That(Timestamp.MaxValue - Timestamp.MinValue, Is.EqualTo(new TimeSpan(184_467_440_737_095_516)));
        Assert.That(Timestamp.MinValue - Timestamp.MaxValue, Is.EqualTo(new TimeSpan(-184_467_440_737_095_516)));
        Assert.That(Timestamp.MinValue - new Timestamp(1_767_225_600_000_000_000), Is.LessThan(TimeSpan.Zero));
        Assert.That(Timestamp.MaxValue - new Timestamp(-1), Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public void Converts_to_the_framework_and_back()
    {
        var time = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));

        Assert.That(Timestamp.FromDateTimeOffset(time), Is.EqualTo(new Timestamp(1_767_225_600_000_000_000)));
        Assert.That(Timestamp.FromDateTimeOffset(time).ToDateTimeOffset(), Is.EqualTo(time));
        Assert.That(new Timestamp(199).ToDateTimeOffset(), Is.EqualTo(DateTimeOffset.UnixEpoch.AddTicks(1)));
        Assert.That(Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue), Is.EqualTo(Timestamp.MaxValue));
        Assert.That(Timestamp.FromDateTimeOffset(DateTimeOffset.MinValue), Is.EqualTo(Timestamp.MinValue));
    }

    [Test]
    public void Is_ordered()
    {
        var early = new Timestamp(1);
        var late = new Timestamp(2);

        Assert.That(early < late, Is.True);
        Assert.That(late > early, Is.True);
        Assert.That(early <= late && late >= early, Is.True);
        Assert.That(early > late || early >= late || late < early || late <= early, Is.False);
        Assert.That(early.CompareTo(late), Is.Negative);
        Assert.That(Timestamp.MinValue < Timestamp.MaxValue, Is.True);
    }
}
