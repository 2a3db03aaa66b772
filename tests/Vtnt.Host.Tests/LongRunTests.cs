using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Lab;

namespace Vtnt.Host.Tests;

/// <summary>A run of thousands of traces over four routers: what it takes of the machine does not depend on its length.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
[TestFixture(Form.Glibc)]
[TestFixture(Form.Musl)]
public sealed class LongRunTests(string form)
{
    private const int Few = 1_000, Many = 10_000, MostThreads = 4;

    /// <summary>Half of the heap's limit: how full the collector lets it become differs by as much, however many traces there are.</summary>
    private const long Slack = 4 << 20;

    private const string NetworkText = """
        host vantage
        host many owns 198.19.0.0/17
        vantage vantage
        destination many
        router r1
        router r2
        router r3
        router r4
        link vantage r1 198.18.0.1 198.18.0.2 delay 0us
        link r1 r2 198.18.1.0 198.18.1.1 delay 0us
        link r2 r3 198.18.1.2 198.18.1.3 delay 0us
        link r3 r4 198.18.1.4 198.18.1.5 delay 0us
        link r4 many 198.18.3.1 198.18.3.2 delay 0us
        """;

    private string _program = "", _folder = "";

    [OneTimeSetUp]
    public void Make_the_image()
    {
        _program = PublishedHost.Program(form);
        _folder = Directory.CreateTempSubdirectory("vtnt-long-").FullName;
    }

    [OneTimeTearDown]
    public void Delete_the_folder()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Test]
    public void Ten_thousand_traces_take_the_memory_of_a_thousand()
    {
        using HostLab lab = HostLab.Open(Network.Parse(NetworkText));
        long few = PeakOf(lab, Few), many = PeakOf(lab, Many);
        TestContext.Out.WriteLine($"{form}: {few} bytes after {Few} traces, {many} after {Many}");

        Assert.That(many - few, Is.LessThan(Slack));
    }

    [Test]
    public void A_run_has_four_threads_at_most()
    {
        using HostLab lab = HostLab.Open(Network.Parse(NetworkText));
        int threads = lab.Execute(() =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            using Process host = Process.Start(new ProcessStartInfo(_program, Words(Many, $"tcp://{listener.LocalEndpoint}")) { RedirectStandardOutput = true })!;
            using TcpClient peer = listener.AcceptTcpClient();
            using var results = new StreamReader(peer.GetStream());
            string first = results.ReadLine()!;
            int threads = Directory.GetDirectories($"/proc/{host.Id}/task").Length;
            host.Kill();
            host.WaitForExit();
            Assert.That(first, Does.StartWith("@vtnt json "));
            return threads;
        });
        TestContext.Out.WriteLine($"{form}: {threads} threads");

        Assert.That(threads, Is.InRange(1, MostThreads));
    }

    /// <summary>The most memory that a run had at once. A shell starts it: what began as this process would have its memory counted too.</summary>
    private long PeakOf(HostLab lab, int traces)
    {
        string output = Path.Combine(_folder, "results");
        (int exit, string told) = lab.Execute(() => Jailed.Start("/bin/sh", ["-c", "\"$@\"; exit $?", "sh", _program, .. Words(traces, output)]));
        JsonElement end = Frames.Of(told, "end").Single();
        Assert.That(exit, Is.Zero, told);
        Assert.That(end.GetProperty("results").GetInt32(), Is.EqualTo(traces));
        Assert.That(end.GetProperty("packetsSent").GetInt32(), Is.GreaterThanOrEqualTo(5 * traces), "four routers and the destination");
        Assert.That(File.ReadLines(output).Count(), Is.EqualTo(traces));
        return end.GetProperty("peakMemoryBytes").GetInt64();
    }

    private string[] Words(int traces, string output)
    {
        string targets = Path.Combine(_folder, $"targets-{traces}");
        File.WriteAllLines(targets, Enumerable.Range(0, traces).Select(number => $"198.19.{number / 250}.{1 + (number % 250)}"));
        return ["trace", "-P", "icmp-paris", "--allow-reserved", "--pps", "100000", "--window", "64", "--targets", targets, "--output", output];
    }
}
