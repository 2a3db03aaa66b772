using System.Diagnostics;
using System.Globalization;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Wireshark's dissector as the independent witness of captures read and written.</summary>
[Category("Interop")]
public sealed class TsharkTests
{
    [Test]
    public void Decodes_the_same_label_stacks([ValueSource(typeof(Fixtures), nameof(Fixtures.Names))] string name)
    {
        string path = SharedCaptures.Path($"pcap/{name}");
        Assert.That(LabelsOf(Assembled.FromFile(path)), Is.EquivalentTo(LabelsByTshark(path)));
    }

    [Test]
    public void Decodes_the_same_label_stacks_in_a_capture_written_by_us([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int ttl = 1; ttl < ScriptedNetwork.Hops; ttl++)
        {
            network.Send(ProbeKind.Udp, ttl, 43110, 33435, ipId: ttl, payload: 120, labels: [0x19110000 + (uint)ttl, 0xFFFFF9FE - (uint)ttl]);
        }

        string path = Write(network);
        string[] expected = LabelsOf(Assembled.FromFile(path));
        Assert.That(expected, Has.Length.EqualTo(8));
        Assert.That(LabelsByTshark(path), Is.EquivalentTo(expected));
    }

    [Test]
    public void Opens_a_capture_written_by_us_with_nanoseconds()
    {
        var network = new ScriptedNetwork();
        network.Wait(new TimeSpan(1_234)); // 123 400 ns
        network.Send(ProbeKind.IcmpEcho, 2, 5, 0);
        network.Send(ProbeKind.TcpSyn, 9, 5, 80);

        string[] lines = Tshark(Write(network), "-e", "frame.time_epoch", "-e", "ip.src", "-e", "frame.len");
        Assert.That(lines[0], Is.EqualTo("1700000000.000123400\t192.0.2.1\t44"));
        Assert.That(lines, Has.Length.EqualTo(4));
    }

    private static string Write(ScriptedNetwork network)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.pcap");
        File.WriteAllBytes(path, network.ToFile().ToArray());
        return path;
    }

    private static string[] LabelsOf(Assembled assembled) =>
    [
        .. assembled.Replies.SelectMany(reply => reply.LabelStack.Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{reply.Address} {entry.Label} {entry.TrafficClass} {(entry.IsBottomOfStack ? 1 : 0)} {entry.LseTtl}"))),
    ];

    private static List<string> LabelsByTshark(string path)
    {
        var labels = new List<string>();
        string[] lines = Tshark(
            path, "-e", "ip.src", "-e", "ipv6.src", "-e", "icmp.mpls.label", "-e", "icmp.mpls.exp", "-e", "icmp.mpls.s", "-e", "icmp.mpls.ttl",
            "-E", "occurrence=a", "-E", "aggregator=,");
        foreach (string line in lines)
        {
            string[] fields = line.Split('\t');
            string address = (fields[0].Length > 0 ? fields[0] : fields[1]).Split(',')[0];
            string[] values = fields[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < values.Length; i++)
            {
                labels.Add($"{address} {Number(values[i])} {Number(fields[3].Split(',')[i])} {Bit(fields[4].Split(',')[i])} {Number(fields[5].Split(',')[i])}");
            }
        }

        return labels;
    }

    private static int Number(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToInt32(text, 16) : int.Parse(text, CultureInfo.InvariantCulture);

    private static int Bit(string text) => text is "1" or "True" ? 1 : 0;

    private static string[] Tshark(string path, params string[] fields)
    {
        // Some routers announce no length although an extension follows; tshark looks for it only when told so.
        var start = new ProcessStartInfo("tshark", ["-n", "-r", path, "-o", "icmp.favor_icmp_mpls:TRUE", "-T", "fields", .. fields])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("tshark is not installed.");
        }

        using (process!)
        {
            Task<string> errors = process!.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, errors.Result);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
