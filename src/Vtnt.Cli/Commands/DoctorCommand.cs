using System.Runtime.Versioning;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Cli;

/// <summary><c>vtnt doctor</c>: which ways of probing work here, why the others do not, and what would give more. Sends nothing.</summary>
internal static class DoctorCommand
{
    private const string Help =
        """
        vtnt doctor: which ways of probing work on this machine, and what would give more

        Usage: vtnt doctor

        Sends nothing. Ends with exit code 0 when something works, 2 when nothing does.

        """;

    private const string PingRange = "/proc/sys/net/ipv4/ping_group_range";

    /// <summary>Addresses that nobody has (RFC 5737, RFC 3849): the way to them is the default route.</summary>
    private static readonly HostAddress Somewhere = HostAddress.Parse("192.0.2.1"), SomewhereV6 = HostAddress.Parse("2001:db8::1");

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is ["--help"] or ["-h"])
        {
            terminal.Output.Write(Help);
            return ExitCode.Done;
        }

        if (arguments.Count > 0)
        {
            throw new UsageException($"doctor takes no arguments, not '{arguments[0]}'");
        }

        if (!OperatingSystem.IsLinux())
        {
            terminal.Output.WriteLine("Real networks can be probed on Linux only. Everywhere: vtnt tnt --lab invisible-php");
            return ExitCode.Usage;
        }

        return Examine(terminal.Output);
    }

    [SupportedOSPlatform("linux")]
    private static int Examine(TextWriter output)
    {
        ProbingException? raw = Try(static () => RawSocketTransport.Open());

        // That the loopback interface is down says nothing about others.
        ProbingException? datalink = Try(static () => DatalinkTransport.Open(new() { Interface = "lo" }));
        using UnprivilegedTransport ordinary = UnprivilegedTransport.Open();
        bool isIcmpAllowed = ordinary.CarriesIcmp || ordinary.CarriesIcmpV6;

        Line(output, raw is null, "raw sockets", raw?.Message ?? "every method, every field of every reply; trace, ping and tnt use them");
        bool hasDatalink = datalink is not { Error: ProbingError.Privilege or ProbingError.NotSupported };
        Line(output, hasDatalink, "packet sockets", !hasDatalink ? datalink!.Message : "probes by one interface or router");
        Line(output, isIcmpAllowed, "ICMP sockets", isIcmpAllowed
            ? "ping and trace -P icmp-paris without privilege; quoted TTLs are not seen"
            : $"not for your groups: {PingGroups()} (net.ipv4.ping_group_range)");
        Line(output, true, "UDP sockets", "trace -P udp without privilege; labels are seen, quoted TTLs are not");
        Route(output, "IPv4", Somewhere);
        Route(output, "IPv6", SomewhereV6);
        if (raw is { Error: ProbingError.Privilege })
        {
            output.WriteLine();
            output.WriteLine("To let this program do everything, once, as root:");
            output.WriteLine($"    setcap cap_net_raw+ep {Environment.ProcessPath}");
        }

        return ExitCode.Done;
    }

    private static void Line(TextWriter output, bool works, string what, string why) =>
        output.WriteLine($"{(works ? "yes" : "no ")}  {what,-15} {why}");

    [SupportedOSPlatform("linux")]
    private static void Route(TextWriter output, string family, HostAddress destination)
    {
        Route? route = RouteTable.Find(destination);
        Line(output, route is not null, $"{family} route", route is null
            ? "no route leads to the Internet"
            : $"by {route.Link.Name}{(route.Gateway is { } gateway ? $", router {gateway}" : "")}, from {route.Source}, packets up to {route.Mtu} bytes");
    }

    private static string PingGroups() =>
        File.Exists(PingRange) && File.ReadAllText(PingRange).Split('\t', ' ', '\n') is [var first, var last, ..]
            ? int.TryParse(first, out int low) && int.TryParse(last, out int high) && low <= high ? $"only {first} to {last} may open them" : "none may open them"
            : "not told";

    private static ProbingException? Try<T>(Func<T> open)
        where T : IDisposable
    {
        try
        {
            open().Dispose();
            return null;
        }
        catch (ProbingException refusal)
        {
            return refusal;
        }
    }
}
