using System.Globalization;

namespace Vtnt.Cli;

/// <summary>
/// How far a run is, as one line of a terminal that is written over and over. It never writes more often than five times
/// a second by the time it is told, and nothing but this line while it is visible.
/// </summary>
/// <param name="errors">The terminal.</param>
/// <param name="width">Its columns; 0 when not known.</param>
/// <param name="destinations">How many there are; null when that is not known before the end.</param>
internal sealed class ProgressLine(TextWriter errors, int width, long? destinations)
{
    private const string EraseLine = "\r\e[K";
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(200);

    private TimeSpan? _shownAt;
    private long _shownProbes;
    private bool _isVisible;

    /// <summary>Shows where the run is, unless the line is younger than a fifth of a second.</summary>
    /// <param name="done">Destinations done.</param>
    /// <param name="probes">Probes sent.</param>
    /// <param name="elapsed">Time since the run began.</param>
    internal void Show(long done, long probes, TimeSpan elapsed)
    {
        if (_shownAt is { } shownAt && elapsed - shownAt < LeastInterval)
        {
            return;
        }

        string text = Text(done, destinations, probes, probes - _shownProbes, elapsed - (_shownAt ?? TimeSpan.Zero));
        errors.Write(EraseLine);
        errors.Write(width > 1 && text.Length >= width ? text[..(width - 1)] : text);
        errors.Flush();
        (_shownAt, _shownProbes, _isVisible) = (elapsed, probes, true);
    }

    /// <summary>Takes the line away, before anything else is written to the terminal and at the end.</summary>
    internal void Clear()
    {
        if (_isVisible)
        {
            errors.Write(EraseLine);
            errors.Flush();
            _isVisible = false;
        }
    }

    /// <summary>The line's text: destinations done, probes sent, and the rate since the line was last written.</summary>
    internal static string Text(long done, long? destinations, long probes, long newProbes, TimeSpan interval)
    {
        string of = destinations is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all}") : "";
        string rate = interval > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $", {newProbes / interval.TotalSeconds:F0} packets/s")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{done}{of} done, {probes} probes{rate}");
    }
}
