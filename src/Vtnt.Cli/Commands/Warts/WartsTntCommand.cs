using System.Buffers;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary><c>vtnt warts tnt FILE…</c>: tunnels in traces that were made before.</summary>
internal static class WartsTntCommand
{
    private static readonly LongOptions Options = new(["json"], ["format", "profile", "dialect", "warts"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        WartsArguments read = WartsArguments.Read(arguments, Options);
        string format = read.Has("json") && !read.Has("format") ? "json" : read.OneOf("format", "text", "json", "tnt");
        if (read.Has("json") && format != "json")
        {
            throw new UsageException("--json and --format exclude each other; give one of them");
        }

        bool isCompat = read.OneOf("profile", "strict", "compat") == "compat";
        WartsReaderOptions options = read.ReaderOptions(WartsDialect.Detect);
        using WartsOutput? warts = read.Value("warts") is { } path ? WartsOutput.Open(path, WartsDialect.Tnt) : null;
        var known = new StoredMeasurements(new OfflineTnt(new TntOptions { Profile = isCompat ? TntProfile.Compat : TntProfile.Strict }));
        int exit = new WartsInputs(read.Files, terminal).ReadAll((_, stream) => known.ReadFrom(stream, options));
        Action<TntTrace> show = Show(format, terminal);
        foreach (TntTrace trace in known.Annotate(terminal.Interrupted))
        {
            show(trace);
            warts?.Write(trace);
        }

        terminal.Output.Flush();
        return terminal.Interrupted.IsCancellationRequested ? ExitCode.Interrupted : exit;
    }

    private static Action<TntTrace> Show(string format, Terminal terminal)
    {
        switch (format)
        {
            case "json":
                var buffer = new ArrayBufferWriter<byte>(8192);
                return trace =>
                {
                    TntJson.Write(trace, buffer);
                    buffer.Write("\n"u8);
                    terminal.OutputBytes.Write(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                };
            case "tnt":
                return trace => WriteAsTnt(trace, terminal);
            default:
                var options = new ViewOptions { Colour = terminal.OutputIsTerminal, Width = terminal.OutputIsTerminal ? terminal.Width : 0 };
                bool isFirst = true;
                return trace =>
                {
                    terminal.Output.Write(isFirst ? "" : "\n");
                    isFirst = false;
                    TntView.Write(trace, options, terminal.Output);
                };
        }
    }

    /// <summary>TNT's text knows TNT's two methods only; traces by other methods are left out with a warning.</summary>
    private static void WriteAsTnt(TntTrace trace, Terminal terminal)
    {
        if (trace.AnnotatedTrace.Method is TraceMethod.IcmpParis or TraceMethod.UdpParis)
        {
            terminal.Output.Write(TntText.Write(trace, allowReserved: true));
        }
        else
        {
            terminal.Output.Flush();
            terminal.Errors.WriteLine($"vtnt: the trace to {trace.Trace.Destination} is left out: TNT's text knows icmp-paris and udp-paris only");
        }
    }
}
