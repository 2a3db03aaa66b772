using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>Where a job comes from and where its results go, besides the command line and the console.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
[TestFixture(Form.Glibc)]
[TestFixture(Form.Musl)]
public sealed class JobTests(string form)
{
    [Test]
    public void A_pulled_job_is_done_and_its_results_go_to_whom_it_came_from()
    {
        string[] said = Serve("# what to do", "run trace -P icmp-paris --allow-reserved --job j7", "to 198.18.4.2", "", "go");

        JsonElement envelope = Frames.Of(string.Join('\n', said), "json").Single(), end = Frames.Of(said[^1], "end").Single();
        Assert.That(said[0], Does.StartWith("@vtnt hello ").And.EndsWith(" there"));
        Assert.That(envelope.GetProperty("job").GetString(), Is.EqualTo("j7"));
        Assert.That(envelope.GetProperty("vantage").GetString(), Is.EqualTo("there"));
        Assert.That(envelope.GetProperty("result").GetProperty("dst").GetString(), Is.EqualTo("198.18.4.2"));
        Assert.That(envelope.GetProperty("result").GetProperty("stopReason").GetString(), Is.EqualTo("completed"));
        Assert.That(end.GetProperty("exit").GetInt32(), Is.Zero);
    }

    [TestCase("stop", "The peer said 'stop'; only run, to and go are understood.", TestName = "A_peer_that_says_something_else_is_told")]
    [TestCase("run walk\ngo", "'walk' is no measurement; there are trace, ping and tnt.", TestName = "A_peer_that_asks_for_something_else_is_told")]
    [TestCase("run trace\nto ::1\ngo", "IPv6 is not available here: ::1.", TestName = "A_peer_that_names_what_cannot_be_measured_is_told")]
    public void A_job_that_cannot_be_done_is_refused_to_the_peer(string lines, string sentence)
    {
        string[] said = Serve(lines.Split('\n'));

        Assert.That(said, Does.Contain($"@vtnt error {sentence}"));
        Assert.That(Frames.Of(said[^1], "end").Single().GetProperty("exit").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void Targets_come_from_a_file_and_results_go_to_a_file()
    {
        (int exit, string output, string[] lines) = Jailed.WithRoot(root =>
        {
            File.WriteAllText(Path.Combine(root, "targets"), "# two, one of them twice\n127.0.0.5\n\n  127.0.0.6  # here\n127.0.0.5");
            (int exit, string output) = Jailed.Start(
                Jailed.Launcher, "--loopback", "--root", root, PublishedHost.Program(form), "ping", "-c", "1", "--allow-reserved", "--targets", "/targets", "--output", "/results");
            return (exit, output, File.ReadAllLines(Path.Combine(root, "results")));
        });

        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Not.Contain("@vtnt json"));
        Assert.That(
            lines.Select(line => Frames.Parse(line).GetProperty("result").GetProperty("dst").GetString()),
            Is.EqualTo(new[] { "127.0.0.5", "127.0.0.6", "127.0.0.5" }));
    }

    [Test]
    public void More_destinations_than_fit_are_refused()
    {
        (int exit, string output) = Jailed.WithRoot(root =>
        {
            File.WriteAllLines(Path.Combine(root, "targets"), Enumerable.Range(0, 100_001).Select(number => $"127.{number >> 16}.{(number >> 8) & 255}.{number & 255}"));
            return Jailed.Start(Jailed.Launcher, "--loopback", "--root", root, PublishedHost.Program(form), "trace", "--allow-reserved", "--targets", "/targets");
        });

        Assert.That(exit, Is.EqualTo(2), output);
        Assert.That(output.Split('\n'), Has.One.EqualTo("@vtnt error There are more than 100000 destinations; give them in parts."));
    }

    [Test]
    public void A_destination_without_a_route_is_a_failure([Values("trace", "ping", "tnt")] string measurement)
    {
        (int exit, string output) = Jailed.Run(PublishedHost.Program(form), measurement, "--allow-reserved", "198.51.100.1");

        JsonElement end = Frames.Of(output, "end").Single();
        Assert.That(exit, Is.EqualTo(1), output);
        Assert.That(end.GetProperty("failures").GetInt32(), Is.EqualTo(1));
        Assert.That(Frames.Of(output, "json").Single().GetProperty("result").GetProperty("stopReason").GetString(), Is.EqualTo("error"));
    }

    [Test]
    public void A_deadline_ends_a_run_and_keeps_what_is_finished()
    {
        (int exit, string output) = Jailed.Run(PublishedHost.Program(form), "ping", "-c", "60", "--allow-reserved", "--deadline", "1", "127.0.0.5");

        JsonElement end = Frames.Of(output, "end").Single();
        Assert.That(exit, Is.EqualTo(1), output);
        Assert.That(end.GetProperty("exit").GetInt32(), Is.EqualTo(1));
        Assert.That(end.GetProperty("packetsSent").GetInt32(), Is.LessThan(60));
    }

    /// <summary>Runs the host in the lab with a peer on its loopback interface that says some lines; what the host said.</summary>
    private string[] Serve(params string[] lines)
    {
        string program = PublishedHost.Program(form);
        using HostLab lab = HostLab.Open("invisible-php");
        return lab.Execute(() =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            Task<string> heard = Task.Run(() => Converse(listener, lines));
            (int exit, string output) = Jailed.RunHere(program, "--vantage", "there", "--pull", $"tcp://{listener.LocalEndpoint}");
            Assert.That(Frames.Of(output, "end").Single().GetProperty("exit").GetInt32(), Is.EqualTo(exit), output);
            return heard.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        });
    }

    private static string Converse(TcpListener listener, string[] lines)
    {
        using TcpClient peer = listener.AcceptTcpClient();
        using NetworkStream stream = peer.GetStream();
        using var writer = new StreamWriter(stream) { NewLine = "\n" };
        using var reader = new StreamReader(stream);
        foreach (string line in lines)
        {
            writer.WriteLine(line);
        }

        writer.Flush();
        return reader.ReadToEnd();
    }
}
