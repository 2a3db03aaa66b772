using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Sessions that share one run.</summary>
[TestFixture]
public sealed class ManyDestinationsTests
{
    private static readonly TntOptions Options = new() { AllowReserved = true };

    [TestCase("two-tunnels")]
    [TestCase("invisible-php-brpr")]
    [TestCase("juniper")]
    [TestCase("invisible-uhp")]
    [TestCase("opaque")]
    public void Findings_do_not_depend_on_the_order_of_destinations(string name)
    {
        Network network = ShippedNetworks.Load(name);
        string text = ShippedNetworks.Text(name);
        List<HostAddress> destinations = [.. network.Destinations];
        foreach (string line in text.Split('\n').Where(line => line.StartsWith("link", StringComparison.Ordinal)))
        {
            destinations.Add(HostAddress.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]));
        }

        string expected = Findings(network, destinations, 100);
        Assert.That(Findings(network, [.. Enumerable.Reverse(destinations)], 100), Is.EqualTo(expected));
        for (int seed = 1; seed <= 20; seed++)
        {
            HostAddress[] shuffled = [.. destinations];
            new Random(seed).Shuffle(shuffled);
            Assert.That(Findings(network, [.. shuffled], seed), Is.EqualTo(expected), $"seed {seed}");
        }
    }

    [Test]
    public void Findings_do_not_depend_on_the_order_where_budgets_differ([Values(0, 10, 25, 40)] int budget)
    {
        // Behind two tunnels, some near and some far: the second tunnel is more than what the near ones may spend.
        string text = ShippedNetworks.Text("two-tunnels");
        List<HostAddress> destinations = [.. ShippedNetworks.Load("two-tunnels").Destinations];
        foreach (string line in text.Split('\n').Where(line => line.StartsWith("link", StringComparison.Ordinal)))
        {
            destinations.Add(HostAddress.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]));
        }

        TntOptions options = Options with { Budget = budget };
        string expected = Findings(Network.Parse(text), destinations, 100, options);
        for (int seed = 1; seed <= 20; seed++)
        {
            HostAddress[] shuffled = [.. destinations];
            new Random(seed).Shuffle(shuffled);
            Assert.That(Findings(Network.Parse(text), [.. shuffled], seed, options), Is.EqualTo(expected), $"seed {seed}");
        }
    }

    [TestCase("explicit", 300)]
    [TestCase("invisible-php", 600)]
    [TestCase("invisible-php-brpr", 600)]
    [TestCase("invisible-uhp", 1200)]
    [TestCase("two-tunnels", 2000)]
    public void Nothing_is_waited_for_where_everybody_answers(string name, int milliseconds)
    {
        // A round trip is 45 ms, of two-tunnels 73 ms; TNT moves in steps of a second.
        Network network = ShippedNetworks.Load(name);
        SimulatedTransport transport = new(network, 1);
        Timestamp start = transport.Now;
        List<TntTrace> results = [];
        using TntRun run = new(network.Destinations, Options, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 0, Window = 100, AllowReserved = true }).Run(run);
        Assert.That(results.Single().Tunnels, Is.Not.Empty);
        Assert.That(transport.Now - start, Is.LessThan(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Test]
    public void Thousand_destinations_behind_one_tunnel_reveal_it_once()
    {
        string text = ShippedNetworks.Text("invisible-php").Replace("host target", "host target owns 198.19.0.0/16", StringComparison.Ordinal);
        Network network = Network.Parse(text);
        SimulatedTransport transport = new(network, 1);
        List<TntTrace> results = [];
        IEnumerable<HostAddress> destinations = Enumerable.Range(1, 1000).Select(number => HostAddress.FromIPv4(0xC6130000u + (uint)number));
        using TntRun run = new(destinations, Options, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 10_000, Window = 200, AllowReserved = true }).Run(run);
        Assert.That(results, Has.Count.EqualTo(1000));
        Assert.That(results.Select(result => result.Tunnels.Single().Kind).Distinct(), Is.EqualTo(new[] { TunnelKind.InvisiblePhp }));

        // Who asked first pays for pings of the path and the revelation; the others pay for their trace and one ping.
        int[] costs = [.. results.Select(result => result.OwnProbes - result.Trace.ProbesSent).Order()];
        Assert.That(costs[0], Is.EqualTo(costs[900]));
        Assert.That(costs[^1], Is.GreaterThan(costs[0]));
    }

    private static string Findings(Network network, List<HostAddress> destinations, int window, TntOptions? options = null)
    {
        SimulatedTransport transport = new(network, 1);
        List<TntTrace> results = [];
        using TntRun run = new(destinations, options ?? Options, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, Window = window, AllowReserved = true }).Run(run);
        return string.Concat(results.OrderBy(result => result.Trace.Destination).Select(result => $"{result.Trace.Destination}\n{FindingsText.Graded(result)}"));
    }
}
