using System.Buffers;
using System.Runtime.Versioning;
using System.Text;
using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Pcap;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>A run over real sockets, recorded, gives the same result again.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RecordedRunTests
{
    private static readonly ProberOptions Pace = new() { PacketsPerSecond = 1000, AllowReserved = true };

    [Test]
    public void Gives_the_same_annotated_result_bit_for_bit([Values("explicit", "invisible-php", "invisible-php-brpr")] string name)
    {
        Network network = ShippedNetworks.Load(name);
        using var capture = new MemoryStream();
        string live = Record(network, capture);

        capture.Position = 0;
        using var reader = new CaptureReader(capture);
        var replay = new ReplayTransport(reader);
        Assert.That(Run(replay, replay, network), Is.EqualTo(live));
        Assert.That(replay.UnknownPackets, Is.Zero);
    }

    private static string Record(Network network, MemoryStream capture)
    {
        using LabNamespace lab = OpenOrSkip(network);
        return lab.Execute(() =>
        {
            NetworkNamespace.RefuseDefaultRoute();
            using RawSocketTransport transport = RawSocketTransport.Open();
            using var writer = new CaptureWriter(capture, leaveOpen: true);
            var recording = new RecordingTransport(transport, writer);
            return Run(recording, recording, network);
        });
    }

    private static LabNamespace OpenOrSkip(Network network)
    {
        try
        {
            return LabNamespace.Open(network);
        }
        catch (ProbingException exception)
        {
            Assert.Ignore($"No lab can be put behind a TUN interface here: {exception.Message}");
            throw;
        }
    }

    private static string Run(IProbeTransport transport, ISourceAddressLookup sources, Network network)
    {
        var json = new ArrayBufferWriter<byte>();
        using var run = new TntRun(network.Destinations, new TntOptions { AllowReserved = true }, sources, trace => TntJson.Write(trace, json));
        new Prober(transport, Pace).Run(run);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
