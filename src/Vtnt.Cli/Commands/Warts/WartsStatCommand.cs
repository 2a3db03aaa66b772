using System.Globalization;
using System.Text.Json;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary><c>vtnt warts stat FILE…</c>: how many records of each type, and what is damaged.</summary>
internal static class WartsStatCommand
{
    private const string Schema = "vtnt.warts-stat/1";

    private static readonly LongOptions Options = new(["json"], ["dialect"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        WartsArguments read = WartsArguments.Read(arguments, Options);
        WartsReaderOptions options = read.ReaderOptions(WartsDialect.Detect);
        return new WartsInputs(read.Files, terminal).ReadAll((name, stream) =>
        {
            var damages = new WartsDamages();
            var tally = new WartsTally();
            using var reader = new WartsReader(stream, options, leaveOpen: true);
            damages.VisitAll(reader, ref tally);
            if (read.Has("json"))
            {
                WriteJson(name, reader.Position, tally, damages, terminal);
            }
            else
            {
                WriteText(name, reader.Position, tally, damages, terminal.Output);
            }

            return damages;
        });
    }

    private static void WriteText(string name, long bytes, WartsTally tally, WartsDamages damages, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {tally.Total} records, {bytes} bytes"));
        foreach ((string type, long count) in tally.Counts)
        {
            string note = type != "trace" || tally.TntTraces == 0 ? ""
                : string.Create(CultureInfo.InvariantCulture, $"  ({tally.TntTraces} in TNT's dialect)");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {type,-16} {count,10}{note}"));
        }

        if (damages.Count > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"damaged places",-16} {damages.Count,10}"));
        }
    }

    private static void WriteJson(string name, long bytes, WartsTally tally, WartsDamages damages, Terminal terminal)
    {
        using (var writer = new Utf8JsonWriter(terminal.OutputBytes))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", Schema);
            writer.WriteString("file", name);
            writer.WriteNumber("bytes", bytes);
            writer.WriteNumber("records", tally.Total);
            writer.WriteStartObject("types");
            foreach ((string type, long count) in tally.Counts)
            {
                writer.WriteNumber(type, count);
            }

            writer.WriteEndObject();
            writer.WriteNumber("tntTraces", tally.TntTraces);
            writer.WriteNumber("damages", damages.Count);
            writer.WriteStartArray("firstDamages");
            foreach (WartsFormatException damage in damages.First)
            {
                writer.WriteStartObject();
                writer.WriteNumber("offset", damage.Offset);
                writer.WriteString("problem", damage.Message[(damage.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        terminal.OutputBytes.Write("\n"u8);
    }
}
