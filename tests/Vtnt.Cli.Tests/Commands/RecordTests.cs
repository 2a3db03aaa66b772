using Vtnt.Probing.Pcap;

namespace Vtnt.Cli.Tests;

public sealed class RecordTests
{
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("vtnt-record").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Every_probe_and_reply_is_in_the_capture()
    {
        string path = Path.Combine(_directory, "plain.pcap");

        Invocation run = Invocation.Of("ping", "--lab", "plain", "-c", "3", "--record", path, "--json");

        int destinations = Lab.ShippedNetworks.Load("plain").Destinations.Count;
        Assert.That(run.Exit, Is.Zero);
        Assert.That(CountPackets(path), Is.EqualTo(2 * 3 * destinations));
    }

    [Test]
    public void A_file_that_cannot_be_made_is_told_before_anything_is_probed()
    {
        Invocation run = Invocation.Of("ping", "--lab", "plain", "--record", Path.Combine(_directory, "no", "where.pcap"));

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Errors, Does.StartWith("vtnt: Could not find a part of the path").And.EndsWith("\n"));
    }

    private static int CountPackets(string path)
    {
        int packets = 0;
        using CaptureReader reader = CaptureFile.OpenRead(path);
        while (reader.TryRead(out _))
        {
            packets++;
        }

        return packets;
    }
}
