using System.Buffers;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Writes each finished destination at once and whole, in one format, and counts those that failed.</summary>
internal sealed class Results : IDisposable
{
    private readonly ArrayBufferWriter<byte> _content = new(8192);
    private readonly ResultFormat _format;
    private readonly Terminal _terminal;
    private readonly HostNames _names;
    private readonly ResultQueue? _queue;
    private readonly WartsOutput? _warts;
    private readonly ProgressLine? _progress;
    private ScamperForms? _forms;
    private (long Own, long Shared) _probes;

    internal Results(ResultFormat format, Terminal terminal, HostNames names, WartsOutput? warts, ProgressLine? progress)
    {
        (_format, _terminal, _names, _warts, _progress) = (format, terminal, names, warts, progress);
        _queue = names.AreLookedUp ? new() : null;
    }

    /// <summary>Reserved addresses are ordinary here.</summary>
    internal bool AllowsReserved { get; init; }

    /// <summary>Called for each result before it is written.</summary>
    internal Action OnFinished { get; init; } = static () => { };

    /// <summary>Names of addresses become part of each trace.</summary>
    internal bool KeepsNames { get; init; }

    /// <summary>Explain each verdict of the rules with these options; null explains nothing.</summary>
    internal TntOptions? Explained { get; set; }

    /// <summary>Show failed attempts in TNT's text.</summary>
    internal bool IsVerbose { get; set; }

    /// <summary>Tell at the end what path tests towards several destinations have cost together.</summary>
    internal bool TellsTotal { get; set; }

    /// <summary>Destinations that could not be measured.</summary>
    internal int Failures { get; private set; }

    /// <summary>Destinations that are finished.</summary>
    internal int Finished { get; private set; }

    internal void Write(Trace trace)
    {
        if (KeepsNames)
        {
            Add(trace.StopReason == StopReason.Error, () => WriteNamed(trace));
            return;
        }

        _warts?.Write(trace);
        Add(trace.StopReason == StopReason.Error, () => WriteNow(trace));
    }

    internal void Write(Ping ping)
    {
        _warts?.Write(ping);
        Add(ping.StopReason == StopReason.Error, () => WriteNow(ping));
    }

    internal void Write(TntTrace trace)
    {
        if (_warts is { KeepsFindings: true } warts)
        {
            warts.Write(trace);
        }

        _probes = (_probes.Own + trace.OwnProbes, _probes.Shared + trace.SharedProbes);
        Add(trace.Trace.StopReason == StopReason.Error, () => WriteNow(trace));
    }

    /// <summary>Writes one path as both profiles see it.</summary>
    internal void WriteBoth(TntTrace compat, TntTrace strict) => Add(
        strict.Trace.StopReason == StopReason.Error, () => Show(output => output.Write(ProfileText.Write(compat, strict))));

    /// <summary>Waits until everything is written, then tells the total: beside the results where a program reads them.</summary>
    internal void Complete()
    {
        _queue?.Complete();
        if (TellsTotal && Finished > 1)
        {
            string shared = _probes.Shared > 0 ? $"; sharing saved {ViewText.Number(_probes.Shared)}" : "";
            string total = $"{ViewText.Count(Finished, "destination")}, {ViewText.Count(_probes.Own, "probe")} sent{shared}";
            if (_format == ResultFormat.Text)
            {
                Show(output => output.WriteLine($"\n{total}"));
            }
            else
            {
                _terminal.Errors.WriteLine(total);
            }
        }
    }

    public void Dispose()
    {
        _queue?.Dispose();
        _warts?.Dispose();
    }

    private void Add(bool isFailure, Action write)
    {
        Finished++;
        Failures += isFailure ? 1 : 0;
        OnFinished();
        if (_queue is null)
        {
            write();
        }
        else
        {
            _queue.Add(write);
        }
    }

    private void WriteNamed(Trace trace)
    {
        _names.Prepare(ResultAddresses.Of(trace), _terminal.Interrupted);
        Trace named = NamedReplies.Of(trace, _names.NameOf);
        _warts?.Write(named);

        // People who want numbers see none; a file keeps the names all the same.
        WriteNow(_format == ResultFormat.Text && !_names.AreShown ? trace : named);
    }

    private void WriteNow(Trace trace)
    {
        switch (_format)
        {
            case ResultFormat.Json:
                TraceJson.Write(trace, _content);
                WriteLine();
                break;
            case ResultFormat.Text:
                _names.Prepare(ResultAddresses.Of(trace), _terminal.Interrupted);
                Show(output => TraceView.Write(trace, ViewOptions, output));
                break;
            default:
                (_forms ??= new(_format, _content)).Write(trace);
                WriteContent();
                break;
        }
    }

    private void WriteNow(Ping ping)
    {
        switch (_format)
        {
            case ResultFormat.Json:
                PingJson.Write(ping, _content);
                WriteLine();
                break;
            case ResultFormat.Text:
                _names.Prepare(ResultAddresses.Of(ping), _terminal.Interrupted);
                Show(output => PingView.Write(ping, ViewOptions, output));
                break;
            default:
                (_forms ??= new(_format, _content)).Write(ping);
                WriteContent();
                break;
        }
    }

    private void WriteNow(TntTrace trace)
    {
        switch (_format)
        {
            case ResultFormat.Json:
                TntJson.Write(trace, _content);
                WriteLine();
                break;
            case ResultFormat.Tnt:
                Show(output => output.Write(TntText.Write(trace, IsVerbose, AllowsReserved)));
                break;
            default:
                _names.Prepare(ResultAddresses.Of(trace), _terminal.Interrupted);
                Show(output =>
                {
                    TntView.Write(trace, ViewOptions, output);
                    output.Write(Explained is { } options ? "\n" + TntExplain.Write(trace, options) : "");
                });
                break;
        }
    }

    private ViewOptions ViewOptions => new()
    {
        Colour = _terminal.OutputIsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        NameOf = _names.AreShown ? _names.NameOf : static _ => null,
        Width = _terminal.Width,
    };

    private void Show(Action<TextWriter> write)
    {
        lock (_terminal.Screen)
        {
            _progress?.Clear();
            write(_terminal.Output);
            _terminal.Output.Flush();
        }
    }

    private void WriteLine()
    {
        _content.Write("\n"u8);
        WriteContent();
    }

    private void WriteContent()
    {
        lock (_terminal.Screen)
        {
            _progress?.Clear();
            _terminal.OutputBytes.Write(_content.WrittenSpan);
            _terminal.OutputBytes.Flush();
        }

        _content.ResetWrittenCount();
    }
}
