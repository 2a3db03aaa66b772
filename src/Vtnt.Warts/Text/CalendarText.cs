namespace Vtnt.Warts;

/// <summary>Seconds since the Unix epoch as calendar text, in a time zone.</summary>
internal sealed class CalendarText(TimeZoneInfo zone)
{
    private readonly TimeZoneInfo _zone = zone;
    private readonly bool _isUtc = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;

    /// <summary><c>2026-11-23 00:50:26</c></summary>
    internal void Iso(TextBuffer text, uint seconds)
    {
        DateTime time = Local(seconds);
        Pair(Pair(text.Padded((uint)time.Year, 4, (byte)'0').Byte((byte)'-'), time.Month).Byte((byte)'-'), time.Day).Byte((byte)' ');
        Clock(text, time);
    }

    /// <summary><c>Mon Nov  2 00:50:26 2026</c>, always 24 characters.</summary>
    internal void CTime(TextBuffer text, uint seconds)
    {
        DateTime time = Local(seconds);
        text.Append("SunMonTueWedThuFriSat"u8.Slice(3 * (int)time.DayOfWeek, 3)).Byte((byte)' ')
            .Append("JanFebMarAprMayJunJulAugSepOctNovDec"u8.Slice(3 * (time.Month - 1), 3)).Byte((byte)' ')
            .Padded((uint)time.Day, 2, (byte)' ').Byte((byte)' ');
        Clock(text, time);
        text.Byte((byte)' ').Number((uint)time.Year);
    }

    /// <summary>Milliseconds since midnight as <c>00:50:28.259</c>.</summary>
    internal static void TimeOfDay(TextBuffer text, uint milliseconds)
    {
        (uint seconds, uint rest) = Math.DivRem(milliseconds, 1000);
        text.Padded(seconds / 3600, 2, (byte)'0').Byte((byte)':').Padded(seconds / 60 % 60, 2, (byte)'0').Byte((byte)':')
            .Padded(seconds % 60, 2, (byte)'0').Byte((byte)'.').Padded(rest, 3, (byte)'0');
    }

    private static void Clock(TextBuffer text, DateTime time) =>
        Pair(Pair(Pair(text, time.Hour).Byte((byte)':'), time.Minute).Byte((byte)':'), time.Second);

    private static TextBuffer Pair(TextBuffer text, int value) => text.Byte((byte)('0' + (value / 10))).Byte((byte)('0' + (value % 10)));

    private DateTime Local(uint seconds)
    {
        var utc = new DateTime(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return _isUtc ? utc : utc + _zone.GetUtcOffset(utc);
    }
}
