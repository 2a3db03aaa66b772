using System.Text;
using System.Text.Json;
using Vtnt.Probing.Transports;

namespace Vtnt.Cli;

/// <summary>
/// Gives back what a vtnt-host prints as if the measurement had run here: results without their envelope on standard
/// output, errors on standard error, the exit status of its last line. What the kernel prints before, between and behind
/// its lines is left out; what it spoils is told, and is a failure.
/// </summary>
internal sealed class HostResults(Terminal terminal)
{
    private const long NanosecondsPerTick = 100;

    private int _objects;
    private bool _isDamaged;

    /// <summary>The exit status that the last line told, 1 instead of 0 when results were spoilt; null before it.</summary>
    internal int? Exit { get; private set; }

    /// <summary>From its entry to its last line, by its own clock; null when the last line does not tell.</summary>
    internal TimeSpan? Measured { get; private set; }

    /// <summary>Result lines so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes a line of the console; true when it was the last of the run.</summary>
    internal bool Take(string line)
    {
        if (!FramedLine.TryParse(line, out string kind, out string content))
        {
            return false;
        }

        try
        {
            Take(kind, content);
        }
        catch (Exception damage) when (damage is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            _isDamaged = true;
            terminal.Errors.WriteLine($"vtnt: the probe printed a damaged line of kind '{kind}'");
        }

        return Exit is not null;
    }

    private void Take(string kind, string content)
    {
        switch (kind)
        {
            case "json":
                using (var envelope = JsonDocument.Parse(content))
                {
                    Write(Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("result").GetRawText() + "\n"));
                    _objects++;
                }

                break;
            case "warts":
                Write(Convert.FromBase64String(content));
                break;
            case "text":
                Write(Encoding.UTF8.GetBytes(content + "\n"));
                break;
            case "error":
                terminal.Errors.WriteLine($"vtnt: {content}");
                break;
            case "end":
                using (var end = JsonDocument.Parse(content))
                {
                    End(end.RootElement);
                }

                break;
            default:
                break;
        }
    }

    private void End(JsonElement end)
    {
        int exit = end.GetProperty("exit").GetInt32();
        if (end.TryGetProperty("start", out JsonElement start) && end.TryGetProperty("end", out JsonElement over))
        {
            Measured = TimeSpan.FromTicks((Monotonic(over) - Monotonic(start)) / NanosecondsPerTick);
        }

        // Pieces of warts and lines of text are not one for each result.
        int told = end.TryGetProperty("results", out JsonElement results) ? results.GetInt32() : _objects;
        if (told != _objects && (_objects > 0 || Count == 0))
        {
            _isDamaged = true;
            terminal.Errors.WriteLine($"vtnt: the probe had {told} results, of which {_objects} arrived");
        }

        Exit = _isDamaged && exit == ExitCode.Done ? ExitCode.Partial : exit;
    }

    private static long Monotonic(JsonElement time) => time.GetProperty("monotonicNs").GetInt64();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Count++;
        terminal.OutputBytes.Write(bytes);
        terminal.OutputBytes.Flush();
    }
}
