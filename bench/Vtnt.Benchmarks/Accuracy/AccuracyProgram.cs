using System.Globalization;
using Vtnt.Lab;
using Vtnt.Probing;
using TntOptions = Vtnt.Mpls.TntOptions;
using TntProfile = Vtnt.Mpls.TntProfile;
using TntRun = Vtnt.Mpls.TntRun;

namespace Vtnt.Benchmarks;

/// <summary>
/// How much of the truth each profile finds, at which price: random networks with one to three tunnels, the same ones for
/// every row of a table. Prints Markdown.
/// </summary>
internal static class AccuracyProgram
{
    private static readonly double[] Asymmetries = [0, 0.1, 0.3];

    private static readonly (string Name, TntOptions Options)[] Rows =
    [
        ("compat", new TntOptions { Profile = TntProfile.Compat }),
        ("strict", new TntOptions()),
        ("strict, budget 0 %", new TntOptions { Budget = 0 }),
        ("strict, budget 50 %", new TntOptions { Budget = 50 }),
        ("strict, budget 100 %", new TntOptions { Budget = 100 }),
        ("strict, FRPLA 0", new TntOptions { FrplaThreshold = 0 }),
        ("strict, FRPLA 1", new TntOptions { FrplaThreshold = 1 }),
        ("strict, FRPLA 2", new TntOptions { FrplaThreshold = 2 }),
        ("strict, FRPLA 4", new TntOptions { FrplaThreshold = 4 }),
        ("strict, FRPLA 5", new TntOptions { FrplaThreshold = 5 }),
        ("oracle (every pair)", new TntOptions { BruteForce = true, Budget = 10_000 }),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="seeds">Networks per table.</param>
    /// <param name="plain">Networks without MPLS, for each threshold.</param>
    internal static void Run(int seeds, int plain)
    {
        foreach (double asymmetry in Asymmetries)
        {
            Console.WriteLine(Text($"## Asymmetry {asymmetry}, {seeds} networks\n"));
            Console.WriteLine("| rules | explicit | implicit | opaque | PHP | UHP | hidden tunnels touched | LSR precision | LSR recall | false (graded) | probes per network | probes per revealed LSR |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach ((string name, TntOptions options) in Rows)
            {
                AccuracyScore score = new();
                for (int seed = 1; seed <= seeds; seed++)
                {
                    Measure(seed, new RandomNetworkOptions { Asymmetry = asymmetry, Oddities = 0.1, Tunnels = 1 + (seed % 3) }, options, score);
                }

                Console.WriteLine(Row(name, score));
            }

            Console.WriteLine();
        }

        PrintFalseRates(plain);
    }

    /// <summary>Measures one network.</summary>
    internal static void Measure(int seed, RandomNetworkOptions shape, TntOptions options, AccuracyScore score)
    {
        Network network = Network.Parse(RandomNetwork.Text(seed, shape));
        SimulatedTransport transport = new(network, (ulong)seed);
        using TntRun run = new(network.Destinations, options with { AllowReserved = true }, transport, result => score.Add(network, result));
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
    }

    private static void PrintFalseRates(int seeds)
    {
        Console.WriteLine(Text($"## No MPLS at all, asymmetry 0.3, balancing 0.2, loss up to 50 %, {seeds} networks\n"));
        Console.WriteLine("| rules | explicit, implicit, opaque, UHP | PHP graded above extra routers only | per network, 95 % interval | PHP, extra routers only | per network, 95 % interval |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        for (int threshold = 0; threshold <= 5; threshold++)
        {
            AccuracyScore score = new();
            for (int seed = 1; seed <= seeds; seed++)
            {
                Measure(seed, new RandomNetworkOptions { Asymmetry = 0.3, Balancing = 0.2, MostLoss = 0.5, Oddities = 0.2 }, new TntOptions { FrplaThreshold = threshold }, score);
            }

            (int graded, int extra) = score.FalsePhp;
            int others = score.FalseTunnels - graded - extra;
            Console.WriteLine(Text($"| strict, FRPLA {threshold} | {others} | {graded} | {Interval(graded, seeds)} | {extra} | {Interval(extra, seeds)} |"));
        }
    }

    // Wilson's interval, which holds at rates near 0 too.
    private static string Interval(int hits, int trials)
    {
        const double Z = 1.96;
        double rate = (double)hits / trials;
        double centre = rate + (Z * Z / (2 * trials));
        double spread = Z * Math.Sqrt((rate * (1 - rate) / trials) + (Z * Z / (4.0 * trials * trials)));
        double scale = 1 + (Z * Z / trials);
        return Text($"{Math.Max(0, (centre - spread) / scale):0.000000} to {(centre + spread) / scale:0.000000}");
    }

    private static string Row(string name, AccuracyScore score)
    {
        string kinds = string.Join(
            " | ",
            new[] { TunnelTruthKind.Explicit, TunnelTruthKind.Implicit, TunnelTruthKind.Opaque, TunnelTruthKind.InvisiblePhp, TunnelTruthKind.InvisibleUhp }
                .Select(kind => score.Of(kind) is var (count, exact) ? Text($"{exact}/{count}") : ""));
        double precision = (double)score.Routers.Found / Math.Max(1, score.Routers.Claimed);
        double recall = (double)score.Routers.Found / Math.Max(1, score.Routers.True);
        return Text($"| {name} | {kinds} | {score.Hidden.Found}/{score.Hidden.True} | {precision:0.000} | {recall:0.000} | {score.FalseTunnels} ({score.GradedFalseTunnels}) | {(double)score.Probes / score.Networks:0.0} | {(double)score.Probes / Math.Max(1, score.Revealed):0.0} |");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
