using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests.Release;

/// <summary>README.md's C# example, compiled and run as it stands there.</summary>
public sealed class ReadmeExampleTests
{
    private readonly StringWriter _output = new();

    /// <summary>Stands for the console in the example.</summary>
    private StringWriter Console => _output;

    [OneTimeTearDown]
    public void Close_the_console() => _output.Dispose();

    [Test]
    public async Task Prints_every_finished_trace()
    {
        // <README.md>
        Network network = ShippedNetworks.Load("explicit");
        var prober = new Prober(new SimulatedTransport(network), new ProberOptions { AllowReserved = true });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await foreach (Trace trace in prober.TraceAsync(network.Destinations, new TraceOptions(), patience.Token))
            Console.WriteLine($"{trace.Destination}: {string.Join(" ", trace.Hops.Select(hop => hop.FirstReply?.Address))}");
        // </README.md>

        Assert.That(_output.ToString(), Is.EqualTo(Readme.Output()));
    }

    [Test]
    public void Stands_in_README_as_it_stands_here()
    {
        string here = File.ReadAllText(Path.Combine(Repository.Root, "tests/Vtnt.Cli.Tests/Release/ReadmeExampleTests.cs"));
        IEnumerable<string> lines = here.Split("// <README.md>\n")[1].Split("// </README.md>")[0].Split('\n').Select(Trimmed);
        IEnumerable<string> there = Readme.Example().Split("\n\n")[1].Split('\n').Select(Trimmed);

        Assert.That(lines, Is.EqualTo(there));
    }

    private static string Trimmed(string line) => line.Trim();
}
