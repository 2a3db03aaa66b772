using System.Runtime.CompilerServices;

namespace Vtnt.Probing.Tests;

/// <summary>
/// The trace machine in virtual time against reviewed text: each file of <c>Tracing/Transcripts</c> has a comment, the command
/// (with <c>xN</c> behind it for N traces with the same options), the path, and what comes out. With <c>VTNT_REWRITE=1</c> in the
/// environment the last part is written anew, for the next review.
/// </summary>
internal sealed class TranscriptTests
{
    private const string Separator = "----\n";

    private static IEnumerable<TestCaseData<string>> Scenarios() =>
        typeof(TranscriptTests).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Transcripts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(n => new TestCaseData<string>(n) { TestName = $"Transcript of {n["Transcripts/".Length..]}" });

    [TestCaseSource(nameof(Scenarios))]
    public void Goes_as_reviewed(string name)
    {
        string[] parts = Read(name).ReplaceLineEndings("\n").Split(Separator);
        string command = parts[0].Split('\n').Single(l => l.StartsWith("trace ", StringComparison.Ordinal));
        string actual = Run(command, parts[1]);
        if (Environment.GetEnvironmentVariable("VTNT_REWRITE") == "1")
        {
            File.WriteAllText(SourceOf(name), string.Join(Separator, parts[0], parts[1], actual));
        }
        else
        {
            Assert.That(actual, Is.EqualTo(parts[2]));
        }
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(TranscriptTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string SourceOf(string name, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, name + ".txt");

    private static string Run(string command, string path)
    {
        int times = 1;
        if (command.LastIndexOf(" x", StringComparison.Ordinal) is var at && at > 0)
        {
            (times, command) = (command[^1] - '0', command[..at]);
        }

        ParsedOptions<TraceOptions> parsed = TraceOptions.ParseCommand(command);
        Assert.That(parsed.Error, Is.Null);
        var destination = HostAddress.Parse(parsed.Operands[0]);
        var source = HostAddress.Parse(destination.IsIPv6 ? "2001:db8::1" : "198.18.0.1");
        string text = "";
        for (int i = 0; i < times; i++)
        {
            var tracer = new Tracer(source, destination, parsed.Options!);
            text += Transcript.Of(tracer, path, Failing(path)) + "\n" + TraceText.Of(tracer.ToTrace());
        }

        return text;
    }

    /// <summary>A line <c>fail INDEX REASON</c> of a path keeps a probe from leaving.</summary>
    private static Func<Probe, SendFailure> Failing(string path)
    {
        Dictionary<int, SendFailure> failures = path.Split('\n').Where(l => l.StartsWith("fail ", StringComparison.Ordinal))
            .Select(l => l.Split(' ')).ToDictionary(w => int.Parse(w[1], null), w => Enum.Parse<SendFailure>(w[2]));
        return probe => failures.GetValueOrDefault(probe.Index);
    }
}
