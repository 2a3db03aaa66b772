using Vtnt.Benchmarks;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>What strict spends beside what TNT spends, over the same random networks.</summary>
[TestFixture]
public sealed class BudgetTests
{
    private const int Networks = 100;

    // They answer the same probe alike each time, so that both profiles see the same.
    private static readonly RandomNetworkOptions[] Steady =
    [
        new() { IsSteady = true },
        new() { IsSteady = true, Asymmetry = 0.1, Oddities = 0.1 },
        new() { IsSteady = true, Asymmetry = 0.3 },
        new() { IsSteady = true, Asymmetry = 0.2, Oddities = 0.5 },
        new() { IsSteady = true, Balancing = 0.4 },
        new() { IsSteady = true, Asymmetry = 0.3, Balancing = 0.3, Oddities = 0.3 },
    ];

    private static readonly RandomNetworkOptions[] Noisy =
    [
        new() { Asymmetry = 0.1, Oddities = 0.2, MostLoss = 0.1 },
        new() { Asymmetry = 0.1, Oddities = 0.2, Balancing = 0.1, MostLoss = 0.2 },
        new() { Asymmetry = 0.2, Oddities = 0.25, Balancing = 0.2, MostLoss = 0.5 },
    ];

    [Test]
    public void No_destination_costs_more_than_tnt_and_the_budget([Values(0, 10, 25, 50)] int budget, [Range(0, 5)] int shape, [Range(0, 3)] int tunnels)
    {
        for (int seed = 1; seed <= Networks; seed++)
        {
            string text = RandomNetwork.Text(seed, Steady[shape] with { Tunnels = tunnels });
            int compat = Probes(text, seed, new TntOptions { Profile = TntProfile.Compat, AllowReserved = true });
            int strict = Probes(text, seed, new TntOptions { Budget = budget, AllowReserved = true });
            Assert.That(strict, Is.LessThanOrEqualTo(compat * (100 + budget) / 100), $"seed {seed}: TNT spends {compat}\n{text}");
        }
    }

    [TestCase("-c 2")]
    [TestCase("-m udp-paris")]
    [TestCase("-s 3")]
    [TestCase("-f 1")]
    [TestCase("-r 2")]
    public void No_destination_costs_more_whatever_the_options(string letters)
    {
        TntOptions options = TntOptions.Parse(letters.Split(' '), new TntOptions { AllowReserved = true }).Options!;
        for (int seed = 1; seed <= Networks; seed++)
        {
            string text = RandomNetwork.Text(seed, Steady[1] with { Tunnels = 1 + (seed % 3) });
            int compat = Probes(text, seed, options with { Profile = TntProfile.Compat });
            int strict = Probes(text, seed, options with { Budget = seed % 2 * 25 });
            Assert.That(strict, Is.LessThanOrEqualTo(compat * (100 + (seed % 2 * 25)) / 100), $"seed {seed}: TNT spends {compat}\n{text}");
        }
    }

    [Test]
    public void Where_packets_are_lost_the_budget_holds_in_total([Values(0, 10, 25, 50)] int budget, [Range(0, 2)] int shape, [Range(0, 3)] int tunnels)
    {
        long compat = 0;
        long strict = 0;
        for (int seed = 1; seed <= Networks; seed++)
        {
            string text = RandomNetwork.Text(seed, Noisy[shape] with { Tunnels = tunnels });
            compat += Probes(text, seed, new TntOptions { Profile = TntProfile.Compat, AllowReserved = true });
            strict += Probes(text, seed, new TntOptions { Budget = budget, AllowReserved = true });
        }

        Assert.That(strict * 100, Is.LessThanOrEqualTo(compat * (100 + budget)), $"{strict} after {compat}");
    }

    [Test]
    public void Every_worked_example_keeps_to_the_budget([Values(0, 10, 25, 50)] int budget)
    {
        foreach (CorpusCase corpusCase in CorpusCase.All.Where(corpusCase => !corpusCase.Args.Contains("-b")))
        {
            int compat = new CorpusRun(corpusCase, TntProfile.Compat).ProbesSent;
            int strict = new CorpusRun(corpusCase, CorpusRun.OptionsOf(corpusCase, TntProfile.Strict) with { Budget = budget }).ProbesSent;
            Assert.That(strict, Is.LessThanOrEqualTo(compat * (100 + budget) / 100), corpusCase.ToString());
        }
    }

    [Test]
    public void What_tnt_would_probe_ends_with_what_convinces_it()
    {
        CourseOfTnt course = new(PathOf("D: R1 255/255 | I 254/254 | E 249/249 | N 248/248 | E2 243/243 | D ER 50/50"), new TntWork(new TntOptions()));
        Assert.That(new[] { 1, 2, 3, 4 }.Where(course.Includes), Is.EqualTo(new[] { 2, 3, 4 }));
        course.GoOn();
        Assert.That(course.Next!.Slot, Is.EqualTo(3));
        Assert.That(new[] { 1, 2, 3, 4 }.Where(course.Includes), Is.EqualTo(new[] { 3, 4 }));
        course.End();
        Assert.That(course.Next, Is.Null);
        Assert.That(new[] { 1, 2, 3, 4 }.Where(course.Includes), Is.Empty);
    }

    [TestCase(25, 12, 3)]
    [TestCase(25, 15, 0)]
    [TestCase(25, 9, 6)]
    [TestCase(0, 12, 0)]
    [TestCase(0, 10, 2)]
    [TestCase(100, 12, 12)]
    public void Share_of_what_tnt_spends_is_left(int percent, int spent, int left)
    {
        StrictBudget budget = new(new TntOptions { Budget = percent }, spent, tnt: 12, []);
        Assert.That(budget.Left, Is.EqualTo(left));
        Assert.That(budget.Limit(reserve: 2), Is.EqualTo(Math.Max(0, left - 2)));
    }

    [Test]
    public void What_tnt_does_too_is_never_refused_and_enlarges_the_share()
    {
        StrictBudget budget = new(new TntOptions { Budget = 25 }, 12, tnt: 12, []);
        ProbeAccount account = new(new SessionMark());
        budget.Begin(isWithTnt: true);
        Assert.That(budget.Limit(), Is.EqualTo(int.MaxValue));
        Assert.That(budget.Pay(account, 8), Is.True);
        Assert.That(budget.Pay(account, 8), Is.False, "counted once");
        budget.CreditTnt(4);
        budget.LeaveTnt();
        Assert.That((budget.Left, budget.Limit()), Is.EqualTo((24 + 6 - 20, 24 + 6 - 20)));
        budget.CreditTnt(4);
        Assert.That(budget.Pay(new ProbeAccount(new SessionMark()), 3), Is.True);
        Assert.That(budget.Left, Is.EqualTo(7));
    }

    [Test]
    public void Who_asks_for_every_pair_is_refused_none()
    {
        StrictBudget budget = new(new TntOptions { Budget = 0, BruteForce = true }, 40, tnt: 12, []);
        Assert.That(budget.Limit(reserve: 10), Is.EqualTo(int.MaxValue));
    }

    private static TntPath PathOf(string scenario) =>
        TntPath.Of(new ScriptedRun(scenario, new TntOptions { Budget = 0 }, "D").Results[0].Trace, dropsMixedExtensions: false);

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
