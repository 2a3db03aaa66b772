using System.Text.Json;
using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

public sealed class WartsTntCommandTests
{
    private string _file = "", _output = "";

    [SetUp]
    public void ChooseNames() => (_file, _output) = (SampleFiles.Fresh(".warts"), SampleFiles.Fresh(".warts"));

    [TearDown]
    public void Delete()
    {
        File.Delete(_file);
        File.Delete(_output);
    }

    [Test]
    public void Finds_labels_in_stored_traces()
    {
        var run = Invocation.Of("warts", "tnt", "--dialect", "scamper", SampleFiles.PathOf("tnt2018-explicit.warts"));
        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Output, Does.Contain("rules strict/1").And.Contain("explicit tunnel"));
    }

    [Test]
    public void Reveals_with_the_pings_and_traces_of_the_file()
    {
        List<TntTrace> live;
        using (var output = WartsOutput.Open(_file))
        {
            live = PathTests(TntProfile.Strict, measurement =>
            {
                if (measurement is Tracer tracer)
                {
                    output.Write(tracer.ToTrace());
                }
                else
                {
                    output.Write(((Pinger)measurement).ToPing());
                }
            });
        }

        var run = Invocation.Of("warts", "tnt", "--json", _file);
        string[] tunnels = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Routers)];
        Assert.That(run.Exit, Is.Zero);
        Assert.That(tunnels[0], Is.EqualTo(string.Join(' ', live[0].Tunnels.SelectMany(tunnel => tunnel.Routers).Select(router => router.Address))));
        Assert.That(tunnels[0], Is.Not.Empty);
    }

    [Test]
    public void Shows_what_tnt_stored_and_writes_it_again()
    {
        TntTrace[] live = [.. PathTests(TntProfile.Compat, _ => { })];
        using (var output = WartsOutput.Open(_file, WartsDialect.Tnt))
        {
            foreach (TntTrace trace in live)
            {
                output.Write(trace);
            }
        }

        var run = Invocation.Of("warts", "tnt", "--format", "tnt", "--warts", _output, _file);
        Assert.That(run, Is.EqualTo(new Invocation(0, string.Concat(live.Select(trace => TntText.Write(trace, allowReserved: true))), "")));
        Assert.That(Invocation.Of("warts", "tnt", "--json", _output).Output, Is.EqualTo(Invocation.Of("warts", "tnt", "--json", _file).Output));
    }

    [Test]
    public void Tnts_text_leaves_out_methods_that_it_does_not_know()
    {
        var run = Invocation.Of("warts", "tnt", "--format", "tnt", SampleFiles.PathOf("sim-scamper2026-v4.warts"));
        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Output, Does.StartWith("trace [udp-paris]"));
        Assert.That(run.Errors, Does.Contain("is left out: TNT's text knows icmp-paris and udp-paris only"));
    }

    [Test]
    public void Json_and_another_format_exclude_each_other() =>
        Assert.That(Invocation.Of("warts", "tnt", "--json", "--format", "tnt", "x").Errors, Is.EqualTo("vtnt: --json and --format exclude each other; give one of them\n"));

    private static string Routers(string json) => string.Join(' ',
        from tunnel in JsonDocument.Parse(json).RootElement.GetProperty("tunnels").EnumerateArray()
        from router in tunnel.GetProperty("routers").EnumerateArray()
        select router.GetProperty("address").GetString());

    private static List<TntTrace> PathTests(TntProfile profile, Action<IMeasurement> onFinished)
    {
        Network network = ShippedNetworks.Load("invisible-php");
        List<TntTrace> traces = [];
        var transport = new SimulatedTransport(network);
        using var run = new TntRun(network.Destinations, new TntOptions { Profile = profile, AllowReserved = true }, transport, traces.Add);
        new Prober(transport, new ProberOptions { AllowReserved = true }).Run(new WatchedSource(run, onFinished));
        return traces;
    }

    /// <summary>Shows every measurement of a source once it has ended.</summary>
    private sealed class WatchedSource(IMeasurementSource source, Action<IMeasurement> onFinished) : IMeasurementSource
    {
        public SourceStep NextStep(Timestamp now) => source.NextStep(now);

        public void OnFinished(IMeasurement measurement)
        {
            source.OnFinished(measurement);
            onFinished(measurement);
        }
    }
}
