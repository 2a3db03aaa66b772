using System.Buffers;
using System.Text;
using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Pcap;

namespace Vtnt.Cli.Tests;

/// <summary>Every run can become a test: what --record wrote gives the same result again.</summary>
public sealed class ReplayTests
{
    private static readonly ReplayOptions Simulated = new() { SentOrigin = TimestampOrigin.Simulated, ReceivedOrigin = TimestampOrigin.Simulated };

    [Test]
    public void A_recorded_tnt_run_gives_the_same_annotated_result_bit_for_bit(
        [ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name, [Values("strict", "compat")] string profile)
    {
        string path = CapturePaths.Temporary("run.pcap");
        Invocation run = Invocation.Of("tnt", "--lab", name, "--profile", profile, "--json", "--pps", "1000", "--record", path);
        Assert.That((run.Exit, run.Errors), Is.EqualTo((0, "")));

        using CaptureReader reader = CaptureFile.OpenRead(path);
        var replay = new ReplayTransport(reader, Simulated);
        var options = new TntOptions { AllowReserved = true, Profile = profile == "compat" ? TntProfile.Compat : TntProfile.Strict };
        Assert.That(Replay(replay, ShippedNetworks.Load(name).Destinations, options), Is.EqualTo(run.Output));
        Assert.That(replay.UnknownPackets, Is.Zero);
    }

    [Test]
    public void A_recorded_run_read_as_a_capture_shows_the_same_tunnels(
        [ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        string path = CapturePaths.Temporary("run.pcap");
        Invocation run = Invocation.Of("tnt", "--lab", name, "--format", "tnt", "--pps", "1000", "--record", path);
        Invocation capture = Invocation.Of("pcap", "--tnt-text", path);

        Assert.That((capture.Exit, capture.Errors), Is.EqualTo((0, "")));
        foreach (string block in run.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.That(capture.Output, Does.Contain(block));
        }
    }

    private static string Replay(ReplayTransport replay, IEnumerable<HostAddress> destinations, TntOptions options)
    {
        var json = new ArrayBufferWriter<byte>();
        using var run = new TntRun(destinations, options, replay, trace =>
        {
            TntJson.Write(trace, json);
            json.Write("\n"u8);
        });
        new Prober(replay, new ProberOptions { AllowReserved = true, PacketsPerSecond = 1000 }).Run(run);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
