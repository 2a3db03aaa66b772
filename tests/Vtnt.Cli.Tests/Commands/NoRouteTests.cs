namespace Vtnt.Cli.Tests;

public sealed class NoRouteTests
{
    [TestCase("trace", "trace to 2001:db8::1, udp-paris, 60-byte probes\nfailed: There is no route to 2001:db8::1\n")]
    [TestCase("tnt", "tnt to 2001:db8::1, icmp-paris, rules strict/1\nfailed: There is no route to 2001:db8::1\n")]
    public void A_destination_that_nothing_leads_to_fails_in_one_line(string command, string expected)
    {
        using var network = new IPv4OnlyNetwork();

        Invocation run = Invocation.Of(command, "--lab", network.Path, "2001:db8::1");

        Assert.That(run.Output, Is.EqualTo(expected));
        Assert.That(run.Exit, Is.EqualTo(1));
    }

    [Test]
    public void Its_json_says_so_and_keeps_to_the_ranges()
    {
        using var network = new IPv4OnlyNetwork();

        Invocation run = Invocation.Of("trace", "--json", "--lab", network.Path, "2001:db8::1");

        Assert.That(run.Output, Does.Contain("\"stopReason\":\"error\",\"error\":\"There is no route to 2001:db8::1.\"").And.Contain("\"firstHop\":1,"));
    }

    /// <summary>A network of one's own in a file.</summary>
    private sealed class IPv4OnlyNetwork : IDisposable
    {
        private const string Text =
            """
            host vantage
            host target
            vantage vantage
            destination target
            link vantage target 198.18.0.1 198.18.0.2
            """;

        private readonly string _directory = Directory.CreateTempSubdirectory("vtnt-network").FullName;

        internal IPv4OnlyNetwork() => File.WriteAllText(Path, Text);

        internal string Path => System.IO.Path.Combine(_directory, "two.lab");

        public void Dispose() => Directory.Delete(_directory, recursive: true);
    }
}
