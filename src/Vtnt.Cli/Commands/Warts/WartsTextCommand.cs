using System.Buffers;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary><c>vtnt warts json</c>, <c>dump</c> and <c>text</c>: warts as text, written by several threads.</summary>
internal static class WartsTextCommand
{
    /// <summary>Bytes of warts that one worker takes at a time: their text, about seven times as long, fits its cache.</summary>
    private const int PieceLength = 64 * 1024;

    private const int MaxWorkers = 256;

    private static readonly LongOptions Options = new([], ["dialect", "workers"]);
    private static readonly LongOptions JsonOptions = new([], ["dialect", "workers", "schema"]);

    internal static int RunJson(IReadOnlyList<string> arguments, Terminal terminal)
    {
        WartsArguments read = WartsArguments.Read(arguments, JsonOptions);
        return Run(read, terminal, read.OneOf("schema", "scamper", "vtnt") == "scamper" ? ScamperJson : OwnJson);
    }

    internal static int RunDump(IReadOnlyList<string> arguments, Terminal terminal) =>
        Run(WartsArguments.Read(arguments, Options), terminal, ScamperDump);

    internal static int RunText(IReadOnlyList<string> arguments, Terminal terminal) =>
        Run(WartsArguments.Read(arguments, Options), terminal, ScamperText);

    private static int Run(WartsArguments arguments, Terminal terminal, WartsForm form)
    {
        WartsReaderOptions options = arguments.ReaderOptions(WartsDialect.Scamper);
        var pipeline = new WartsPipeline(form, arguments.Number("workers", 1, MaxWorkers, Math.Min(MaxWorkers, Environment.ProcessorCount)));
        return new WartsInputs(arguments.Files, terminal).ReadAll((_, stream) =>
        {
            using var splitter = new WartsSplitter(stream, options, PieceLength, leaveOpen: true);
            return pipeline.Run(splitter, terminal.OutputBytes, terminal.Interrupted);
        });
    }

    private static Func<WartsReader, bool> ScamperJson(IBufferWriter<byte> output) => Visiting(new ScamperJsonWriter(output, Local));

    private static Func<WartsReader, bool> ScamperDump(IBufferWriter<byte> output) => Visiting(new ScamperDumpWriter(output, Local));

    private static Func<WartsReader, bool> ScamperText(IBufferWriter<byte> output) => Visiting(new ScamperTextWriter(output));

    /// <summary>scamper's tools show times in the machine's zone.</summary>
    private static ScamperTextOptions Local => new() { TimeZone = TimeZoneInfo.Local };

    private static Func<WartsReader, bool> Visiting<TVisitor>(TVisitor visitor)
        where TVisitor : IWartsVisitor => reader => reader.Visit(ref visitor);

    /// <summary>Traces and pings in our own schema.</summary>
    private static Func<WartsReader, bool> OwnJson(IBufferWriter<byte> output) => reader =>
    {
        WartsRecord? record = reader.Read();
        switch (record)
        {
            case WartsTraceRecord trace:
                TraceJson.Write(trace.Trace, output);
                output.Write("\n"u8);
                break;
            case WartsPingRecord ping:
                PingJson.Write(ping.Ping, output);
                output.Write("\n"u8);
                break;
        }

        return record is not null;
    };
}
