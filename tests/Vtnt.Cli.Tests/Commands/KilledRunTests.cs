using System.Diagnostics;
using Vtnt.Probing.Pcap;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

/// <summary>Nothing that was measured is lost, whatever ends the program.</summary>
public sealed class KilledRunTests
{
    private const int Seen = 200;

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("vtnt-killed").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void What_was_told_before_a_kill_reads_back_from_warts_and_capture()
    {
        string warts = Path.Combine(_directory, "run.warts");
        string capture = Path.Combine(_directory, "run.pcap");

        KillAfterResults("ping", "--lab", "plain", "-c", "1", "--json", "--pps", "100000", "--targets", "-", "--warts", warts, "--record", capture);

        using FileStream file = File.OpenRead(warts);
        using var reader = new WartsReader(file);
        int pings = 0;
        while (reader.Read() is { } record)
        {
            pings += record is WartsPingRecord ? 1 : 0;
        }

        Assert.That(pings, Is.GreaterThanOrEqualTo(Seen), "each record is written whole before its result is told");
        Assert.That(CountPackets(capture), Is.GreaterThanOrEqualTo(2 * Seen));
    }

    private static int CountPackets(string path)
    {
        int packets = 0;
        using CaptureReader reader = CaptureFile.OpenRead(path);
        try
        {
            while (reader.TryRead(out _))
            {
                packets++;
            }
        }
        catch (CaptureFormatException)
        {
            // The last packet may be cut off; those before it count.
        }

        return packets;
    }

    /// <summary>Runs the program with an endless list of destinations and kills it when enough results were read.</summary>
    private static void KillAfterResults(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts/bin/Vtnt.Cli/release/vtnt"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        var feeder = new Thread(() => Feed(process.StandardInput));
        feeder.Start();
        for (int line = 0; line < Seen; line++)
        {
            Assert.That(process.StandardOutput.ReadLine(), Does.StartWith("{\"schema\":\"vtnt.ping/1\""));
        }

        process.Kill();
        process.WaitForExit();
        feeder.Join();
    }

    /// <summary>Names destinations until nobody reads them any more.</summary>
    private static void Feed(StreamWriter input)
    {
        try
        {
            while (true)
            {
                input.WriteLine("target");
            }
        }
        catch (IOException)
        {
            // The reader was killed, as intended.
        }
    }
}
