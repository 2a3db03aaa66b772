using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Lab;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// The network of the option matrix: both families, a tunnel with labels, a Juniper router, a silent one on the way to
/// <c>far</c>, and addresses that nobody has. No chance in it, so that two programs see the same.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class PairNetwork
{
    internal const string Text =
        """
        host me
        host you
        host far
        vantage me
        destination you
        destination 2001:db8::d
        router r1  cisco
        router r2  juniper
        router pe1 cisco
        router p1  cisco
        router pe2 cisco
        router s1  silent
        link me  r1  198.18.0.0  198.18.0.1  2001:db8::0   2001:db8::1   delay 1ms
        link r1  r2  198.18.0.2  198.18.0.3  2001:db8::2   2001:db8::3   delay 2ms
        link r2  pe1 198.18.0.4  198.18.0.5  2001:db8::4   2001:db8::5   delay 2ms
        link pe1 p1  198.18.0.6  198.18.0.7  2001:db8::6   2001:db8::7   delay 2ms
        link p1  pe2 198.18.0.8  198.18.0.9  2001:db8::8   2001:db8::9   delay 2ms
        link pe2 you 198.18.0.12 198.18.0.13 2001:db8::c   2001:db8::d   delay 2ms
        link r2  s1  198.18.1.0  198.18.1.1  2001:db8:1::0 2001:db8:1::1 delay 2ms
        link s1  far 198.18.1.2  198.18.1.3  2001:db8:1::2 2001:db8:1::3 delay 2ms
        domain core
          members pe1 p1 pe2
          ldp all
        """;

    /// <summary>The addresses that a trace to <c>you</c> shows, in order.</summary>
    internal static string[] Path(string family) => family == "IPv4"
        ? ["198.18.0.1", "198.18.0.3", "198.18.0.5", "198.18.0.7", "198.18.0.9", "198.18.0.13"]
        : ["2001:db8::1", "2001:db8::3", "2001:db8::5", "2001:db8::7", "2001:db8::9", "2001:db8::d"];

    /// <summary>The address of a destination: <c>you</c>, <c>far</c>, or <c>nobody</c>.</summary>
    internal static string Address(string name, string family) => (name, family) switch
    {
        ("you", "IPv4") => "198.18.0.13",
        ("far", "IPv4") => "198.18.1.3",
        ("nobody", "IPv4") => "198.18.9.9",
        ("you", _) => "2001:db8::d",
        ("far", _) => "2001:db8:1::3",
        _ => "2001:db8:9::9",
    };

    internal static Network Load() => Network.Parse(Text);

    /// <summary>What <c>vtnt</c> measures in process, by the same letters.</summary>
    internal static JsonElement Simulated(string command, string destination)
    {
        string path = System.IO.Path.Combine(TestContext.CurrentContext.WorkDirectory, $"pair-{Guid.NewGuid():n}.lab");
        File.WriteAllText(path, Text);
        try
        {
            return PairLab.Results(
                PairLab.RunHere(PairLab.Program, [.. command.Split(' '), "--lab", path, "--json", "--pps", "1000", destination]),
                "schema", "vtnt.trace/1", "vtnt.ping/1").Single();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
