using Vtnt.Benchmarks;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>What strict spends beside what TNT spends, over the same random networks.</summary>
[TestFixture]
public sealed class BudgetTests
{
    private const int Networks = 200;

    private static readonly RandomNetworkOptions[] Shapes =
    [
        new() { Asymmetry = 0.1, Oddities = 0.1 },
        new() { Asymmetry = 0.3 },
        new() { Asymmetry = 0.1, Oddities = 0.2, Balancing = 0.1, MostLoss = 0.2 },
    ];

    [Test]
    public void Strict_spends_what_tnt_does_and_the_budget([Values(10, 25, 50, 100)] int budget, [Range(0, 2)] int shape, [Range(0, 3)] int tunnels)
    {
        (long compat, long strict) = Spent(Shapes[shape] with { Tunnels = tunnels }, budget);
        Assert.That(strict * 100, Is.LessThanOrEqualTo(compat * (100 + budget)), $"{strict} after {compat}");
    }

    [Test]
    public void Without_a_budget_only_the_second_look_at_what_tnt_reveals_comes_on_top([Range(0, 2)] int shape)
    {
        (long compat, long strict) = Spent(Shapes[shape] with { Tunnels = 2 }, budget: 0);
        Assert.That(strict * 100, Is.LessThanOrEqualTo(compat * 105), $"{strict} after {compat}");
    }

    [Test]
    public void What_tnt_would_probe_ends_with_what_would_convince_it()
    {
        CostOfTnt cost = new(PathOf("D: R1 255/255 | I 254/254 | E 249/249 | N 248/248 | E2 243/243 | D ER 50/50"), new TntWork(new TntOptions()), 12);
        Assert.That(new[] { 1, 2, 3, 4 }.Where(cost.Includes), Is.EqualTo(new[] { 2, 3, 4 }));
        cost.Add(3, 10, isSuccess: true);
        Assert.That(new[] { 1, 2, 3, 4 }.Where(cost.Includes), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(cost.Probes, Is.EqualTo(22));
        cost.Add(4, 7, isSuccess: false);
        Assert.That(cost.Probes, Is.EqualTo(22), "TNT stops at the first success");
        cost.Add(2, 5, isSuccess: true);
        Assert.That(cost.Probes, Is.EqualTo(17), "even one that was probed later here");
    }

    [TestCase(25, 15, 0, true)]
    [TestCase(25, 16, 0, false)]
    [TestCase(25, 12, 3, true)]
    [TestCase(25, 12, 4, false)]
    [TestCase(0, 12, 0, true)]
    [TestCase(0, 12, 1, false)]
    public void Attempt_begins_only_within_the_budget(int percent, int spent, int probes, bool isAllowed)
    {
        CostOfTnt cost = new(PathOf("D: R1 255/255 | I 254/254 | D ER 60/60"), new TntWork(new TntOptions()), 12);
        Assert.That(new StrictBudget(percent, spent, cost).Allows(probes), Is.EqualTo(isAllowed));
    }

    private static TntPath PathOf(string scenario) =>
        TntPath.Of(new ScriptedRun(scenario, new TntOptions { Budget = 0 }, "D").Results[0].Trace, dropsMixedExtensions: false);

    private static (long Compat, long Strict) Spent(RandomNetworkOptions shape, int budget)
    {
        long compat = 0;
        long strict = 0;
        for (int seed = 1; seed <= Networks; seed++)
        {
            string text = RandomNetwork.Text(seed, shape);
            compat += Probes(text, seed, new TntOptions { Profile = TntProfile.Compat, AllowReserved = true });
            strict += Probes(text, seed, new TntOptions { Budget = budget, AllowReserved = true });
        }

        return (compat, strict);
    }

    private static int Probes(string text, int seed, TntOptions options)
    {
        Network network = Network.Parse(text);
        SimulatedTransport transport = new(network, (ulong)seed);
        int probes = 0;
        using TntRun run = new(network.Destinations, options, transport, result => probes += result.OwnProbes);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        return probes;
    }
}
