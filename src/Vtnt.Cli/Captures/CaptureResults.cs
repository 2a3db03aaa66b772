using System.Buffers;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Writes what was found, in one format to standard output and, if wanted, as warts to a file.</summary>
internal sealed class CaptureResults(Terminal terminal, ResultFormat format, TntOptions options, WartsOutput? warts)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ViewOptions _view = new()
    {
        Colour = terminal.OutputIsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Width = terminal.Width,
    };

    private bool _hasViews;

    /// <summary>Writes a trace.</summary>
    internal void Write(TntTrace trace)
    {
        warts?.Write(trace.Trace);
        switch (format)
        {
            case ResultFormat.Json:
                TntJson.Write(trace, _line);
                WriteLine();
                break;
            case ResultFormat.Tnt:
                terminal.Output.Write(TntText.Write(trace, options.Verbose, allowReserved: true));
                break;
            default:
                WriteView(trace);
                break;
        }
    }

    /// <summary>Writes a ping, where the format has room for one.</summary>
    internal void Write(Ping ping)
    {
        warts?.Write(ping);
        if (format == ResultFormat.Json)
        {
            PingJson.Write(ping, _line);
            WriteLine();
        }
    }

    private void WriteView(TntTrace trace)
    {
        if (_hasViews)
        {
            terminal.Output.WriteLine();
        }

        _hasViews = true;
        TntView.Write(trace, _view, terminal.Output);
    }

    private void WriteLine()
    {
        _line.Write("\n"u8);
        terminal.OutputBytes.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }
}
