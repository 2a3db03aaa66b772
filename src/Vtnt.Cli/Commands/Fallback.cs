using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Cli;

/// <summary>What the measuring commands do when raw sockets are not allowed: with less, said in one line, or not at all.</summary>
internal static class Fallback
{
    private const string Doctor = "'vtnt doctor' says what would give more";

    /// <summary>The method of a trace: udp without privilege, unless another one was asked for that can be carried.</summary>
    internal static TraceMethod MethodFor(TraceMethod method, bool isGiven, Vantage vantage, Terminal terminal)
    {
        if (vantage.Unprivileged is not { } transport)
        {
            return method;
        }

        if (!isGiven)
        {
            Say(terminal, "uses method udp, the one whose replies ordinary sockets tell apart for certain");
            return TraceMethod.Udp;
        }

        if (method is TraceMethod.Icmp or TraceMethod.IcmpParis)
        {
            RequireIcmp(vantage, transport);
        }

        Say(terminal, "goes through ordinary sockets, which do not tell quoted TTLs");
        return method;
    }

    /// <summary>For measurements that need echo requests.</summary>
    internal static void NeedIcmp(Vantage vantage, Terminal terminal)
    {
        if (vantage.Unprivileged is { } transport)
        {
            RequireIcmp(vantage, transport);
            Say(terminal, "goes through ordinary sockets, which do not tell quoted TTLs");
        }
    }

    private static void RequireIcmp(Vantage vantage, UnprivilegedTransport transport)
    {
        if (!OperatingSystem.IsLinux() || (!transport.CarriesIcmp && !transport.CarriesIcmpV6))
        {
            throw vantage.Refusal!;
        }
    }

    private static void Say(Terminal terminal, string what) =>
        terminal.Errors.WriteLine($"vtnt: no privilege for raw sockets, so this {what}; {Doctor}");
}
