using System.Diagnostics;
using System.Globalization;

namespace Vtnt.Cli;

/// <summary>How long the parts of a run took.</summary>
internal sealed class RunTimes
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private TimeSpan _started, _watched;

    /// <summary>The program has been started.</summary>
    internal void OnStarted() => _started = Stopwatch.GetElapsedTime(_begin);

    /// <summary>Its console told something, or nothing more is waited for. The last call counts.</summary>
    internal void OnConsole() => _watched = Stopwatch.GetElapsedTime(_begin);

    /// <summary>The seconds, now that nothing is left.</summary>
    /// <param name="measured">
    /// What vtnt-host says of itself, from its entry to its last line: then deploying includes the start of a container
    /// or the boot of a guest. Null when it said nothing: then the run begins with the program that was started.
    /// </param>
    internal string Text(TimeSpan? measured)
    {
        TimeSpan deploy = measured is { } span && span < _watched ? _watched - span : _started;
        TimeSpan tearDown = Stopwatch.GetElapsedTime(_begin) - _watched;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"deploy {deploy.TotalSeconds:F3} s, run {(_watched - deploy).TotalSeconds:F3} s, tear down {tearDown.TotalSeconds:F3} s");
    }
}
