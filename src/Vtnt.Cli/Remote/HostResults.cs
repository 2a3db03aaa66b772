using System.Text;
using System.Text.Json;

namespace Vtnt.Cli;

/// <summary>
/// Gives back what a vtnt-host prints as if the measurement had run here: results without their envelope on standard
/// output, errors on standard error, the exit status of its last line.
/// </summary>
internal sealed class HostResults(Terminal terminal)
{
    /// <summary>The exit status that the last line told; null before it.</summary>
    internal int? Exit { get; private set; }

    /// <summary>Result lines so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes a line of the console; true when it was the last of the run.</summary>
    internal bool Take(string line)
    {
        if (!HostLine.TryParse(line, out HostLine parsed))
        {
            return false;
        }

        try
        {
            Take(parsed);
        }
        catch (Exception damage) when (damage is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            terminal.Errors.WriteLine($"vtnt: the probe printed a damaged line of kind '{parsed.Kind}'");
        }

        return Exit is not null;
    }

    private void Take(HostLine line)
    {
        switch (line.Kind)
        {
            case "json":
                using (var envelope = JsonDocument.Parse(line.Content))
                {
                    Write(Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("result").GetRawText() + "\n"));
                }

                break;
            case "warts":
                Write(Convert.FromBase64String(line.Content));
                break;
            case "text":
                Write(Encoding.UTF8.GetBytes(line.Content + "\n"));
                break;
            case "error":
                terminal.Errors.WriteLine($"vtnt: {line.Content}");
                break;
            case "end":
                using (var end = JsonDocument.Parse(line.Content))
                {
                    Exit = end.RootElement.GetProperty("exit").GetInt32();
                }

                break;
            default:
                break;
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Count++;
        terminal.OutputBytes.Write(bytes);
        terminal.OutputBytes.Flush();
    }
}
