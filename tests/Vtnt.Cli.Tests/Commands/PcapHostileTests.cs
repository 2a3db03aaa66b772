using CsCheck;
using Vtnt.Probing.Pcap;

namespace Vtnt.Cli.Tests;

/// <summary>Captures that were cut, damaged or forged, through the whole command.</summary>
public sealed class PcapHostileTests
{
    [Test]
    public void Every_damaged_capture_ends_with_an_exit_code_and_whole_lines(
        [Values("traceroute-udp.pcap", "mtr-icmp.pcapng", "sim-scamper2026-v6.pcap", "scamper-tcp.pcap", "invisible-pings.pcap")] string name,
        [Values("--json", "--tnt-text", "-v")] string format)
    {
        byte[] file = File.ReadAllBytes(CapturePaths.Of($"pcap/{name}"));
        (string path, string warts) = (CapturePaths.Temporary("hostile.pcap"), CapturePaths.Temporary("out.warts"));
        Gen.Select(Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 40], Gen.Int[0, file.Length]).Sample(
            (changes, cut) =>
            {
                byte[] mutated = [.. file];
                foreach ((int position, byte value) in changes)
                {
                    mutated[position] = value;
                }

                File.WriteAllBytes(path, cut % 3 == 0 ? mutated[..cut] : mutated);
                File.Delete(warts);
                Invocation run = Invocation.Of("pcap", format, "--warts", warts, path);
                Assert.That(run.Exit, Is.InRange(0, 2));
                Assert.That(run.Output.Length == 0 || run.Exit != ExitCode.Usage, run.Errors);
                Assert.That(run.Output.Length + run.Errors.Length, Is.GreaterThan(0), "something is always said");
                Assert.That(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.All.StartsWith("vtnt: "));
            },
            iter: 100,
            threads: 1);
    }

    [Test]
    public void An_endless_tracer_fits_into_warts()
    {
        (string path, string warts) = (CapturePaths.Temporary("endless.pcap"), CapturePaths.Temporary("out.warts"));
        using (CaptureReader reader = CaptureFile.OpenRead(CapturePaths.Of("pcap/mtr-icmp.pcapng")))
        using (CaptureWriter writer = CaptureFile.Create(path))
        {
            List<(byte[] Bytes, Probing.Timestamp Time)> packets = [];
            while (reader.TryRead(out CapturedFrame frame))
            {
                packets.Add((frame.Bytes.ToArray(), frame.Time));
            }

            for (int round = 0; round < 200; round++)
            {
                foreach ((byte[] bytes, Probing.Timestamp time) in packets)
                {
                    writer.Write(bytes, time + TimeSpan.FromSeconds(4 * round));
                }
            }
        }

        Invocation run = Invocation.Of("pcap", "--json", "--warts", warts, path);
        Assert.That((run.Exit, run.Errors), Is.EqualTo((0, "")));
        Assert.That(new FileInfo(warts).Length, Is.GreaterThan(100_000));
    }
}
