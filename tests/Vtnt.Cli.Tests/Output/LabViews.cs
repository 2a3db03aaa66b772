using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

/// <summary>Path tests of the embedded networks, as text.</summary>
internal static class LabViews
{
    internal const int Width = 110;

    internal static List<TntTrace> Measure(string network, ulong seed = 1, TntProfile profile = TntProfile.Strict)
    {
        Network lab = ShippedNetworks.Load(network);
        SimulatedTransport transport = new(lab, seed);
        List<TntTrace> results = [];
        using TntRun run = new(lab.Destinations, new TntOptions { AllowReserved = true, Profile = profile }, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        return results;
    }

    internal static string Tnt(string network, ulong seed = 1, TntProfile profile = TntProfile.Strict) =>
        string.Join('\n', Measure(network, seed, profile).Select(trace => Text(trace, new ViewOptions { Width = Width })));

    internal static string Text(TntTrace trace, ViewOptions options)
    {
        using StringWriter output = new() { NewLine = "\n" };
        TntView.Write(trace, options, output);
        return output.ToString();
    }

    internal static string Text(Trace trace, ViewOptions options)
    {
        using StringWriter output = new() { NewLine = "\n" };
        TraceView.Write(trace, options, output);
        return output.ToString();
    }

    internal static string Text(Ping ping, ViewOptions options)
    {
        using StringWriter output = new() { NewLine = "\n" };
        PingView.Write(ping, options, output);
        return output.ToString();
    }

    /// <summary>The reviewed text; empty where there is none yet.</summary>
    internal static string Golden(string name)
    {
        using Stream? stream = typeof(LabViews).Assembly.GetManifestResourceStream($"{name}.txt");
        if (stream is null)
        {
            return "";
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
