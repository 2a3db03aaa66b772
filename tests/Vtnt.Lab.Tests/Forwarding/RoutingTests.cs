namespace Vtnt.Lab.Tests;

/// <summary>Asymmetric weights, balancing, exits of domains, changes with time: v - a, then b or c1 - c2, then d - t.</summary>
public sealed class RoutingTests
{
    private const string ByB = "1 a\n2 b\n3 d\n4 t\n", ByC = "1 a\n2 c1\n3 c2\n4 d\n5 t\n";

    [Test]
    public void Weights_may_differ_by_direction()
    {
        // There by b (20), back by c2 and c1 (30 instead of 200): d's 255 loses c2, c1 and a.
        Network network = Diamond("weight 10/100", "weight 10/100");
        Assert.That(Ways(network), Is.EqualTo(new[] { ByB }));
        Assert.That(new PathView(new SimulatedTransport(network)).Trace(network.Destinations[0]), Does.Contain("3 198.18.0.5 252/252\n"));
    }

    [Test]
    public void Of_equal_paths_that_by_the_first_link_is_taken_always() =>
        Assert.That(Ways(Diamond("weight 10", "weight 20")), Is.EqualTo(new[] { ByB }));

    [Test]
    public void Flows_take_both_branches_of_unequal_length_and_each_flow_one_of_them() =>
        Assert.That(Ways(Diamond("weight 10", "weight 20", "balances flows")), Is.EquivalentTo(new[] { ByB, ByC }));

    [Test]
    public void Labelled_packets_are_balanced_by_what_is_under_the_labels()
    {
        Network network = Diamond("weight 10", "weight 20", "balances flows", "domain m members g a b c1 c2 d ldp all");
        Assert.That(Ways(network), Is.EquivalentTo(new[] { "1 g\n2 a L\n3 b L\n4 d\n5 t\n", "1 g\n2 a L\n3 c1 L\n4 c2 L\n5 d\n6 t\n" }));
    }

    [Test]
    public void A_destination_has_one_way_for_all_flows_and_destinations_differ()
    {
        Network network = Diamond("weight 10", "weight 20", "balances destinations");
        HashSet<string> all = [];
        for (int i = 0; i < 32; i++)
        {
            string[] ways = Ways(network, HostAddress.Parse($"198.19.0.{i}"));
            Assert.That(ways, Has.Length.EqualTo(1));
            all.Add(ways[0]);
        }

        Assert.That(all, Is.EquivalentTo(new[] { ByB, ByC }));
    }

    [Test]
    public void Packets_of_one_flow_take_both_branches_by_chance()
    {
        PathView view = new(new SimulatedTransport(Diamond("weight 10", "weight 20", "balances packets")));
        HashSet<HostAddress> second = [];
        for (int i = 0; i < 32; i++)
        {
            Assert.That(view.TryProbe(HostAddress.Parse("198.19.0.1"), ProbeKind.Udp, 2, out _, out HostAddress address, out _), Is.True);
            second.Add(address);
        }

        Assert.That(second.Select(static address => address.ToString()), Is.EquivalentTo(new[] { "198.18.0.3", "198.18.0.7" }));
    }

    [Test]
    public void Routes_change_with_time()
    {
        Network network = Diamond("weight 10", "weight 10", more: "change 10s b a down\nchange 20s a b up\nchange 30s a c1 weight 1\nchange 30s c1 c2 weight 1/50\nchange 30s c2 d weight 1");
        SimulatedTransport transport = new(network);
        Assert.That(Names(network, Trace(transport)), Is.EqualTo(ByB));
        Assert.That(WayAt(10), Is.EqualTo(ByC));
        Assert.That(WayAt(20), Is.EqualTo(ByB));
        Assert.That(WayAt(30), Is.EqualTo(ByC));

        string WayAt(int seconds)
        {
            transport.Receive(new PacketBatch(1, 2048), SimulatedTransport.Start + TimeSpan.FromSeconds(seconds));
            return Names(network, Trace(transport));
        }
    }

    [Test]
    public void Transit_leaves_by_the_exit_that_a_policy_names_though_the_shortest_way_leads_elsewhere()
    {
        Network network = Network.Parse("""
            host v
            host t owns 198.19.0.0/16
            vantage v
            destination 198.19.0.1
            destination t
            router pe1
            router p
            router pe2
            router pe3
            router x
            link v   pe1 198.18.0.0 198.18.0.1
            link pe1 p   198.18.0.2 198.18.0.3
            link p   pe2 198.18.0.4 198.18.0.5
            link p   pe3 198.18.0.6 198.18.0.7
            link pe2 x   198.18.0.8 198.18.0.9
            link pe3 x   198.18.0.10 198.18.0.11 weight 500
            link x   t   198.18.0.12 198.18.0.13
            domain core members pe1 p pe2 pe3 ldp all
            exit core 198.19.0.1 pe3
            truth 198.19.0.1 explicit pe1 p pe3
            truth t explicit pe1 p pe2
            """);
        Assert.That(Ways(network, network.Destinations[0]), Is.EqualTo(new[] { "1 pe1\n2 p L\n3 pe3\n4 x\n5 t\n" }));
        Assert.That(Ways(network, network.Destinations[1]), Is.EqualTo(new[] { "1 pe1\n2 p L\n3 pe2\n4 x\n5 t\n" }));
        Assert.That(network.Truths.Select(static truth => truth.Egress.ToString()), Is.EqualTo(new[] { "198.18.0.7", "198.18.0.5" }));
    }

    [Test]
    public void A_packet_to_the_far_end_of_a_link_that_is_down_goes_round_it()
    {
        Network network = Diamond("weight 10", "weight 10", more: "change 1s b d down");
        SimulatedTransport transport = new(network);
        transport.Receive(new PacketBatch(1, 2048), SimulatedTransport.Start + TimeSpan.FromSeconds(1));
        Assert.That(Names(network, new PathView(transport).Trace(HostAddress.Parse("198.18.0.5"))), Is.EqualTo("1 a\n2 c1\n3 c2\n4 d\n"));
    }

    private static Network Diamond(string firstWeight, string secondWeight, string options = "", string more = "")
    {
        bool hasIngress = more.Contains("members g", StringComparison.Ordinal);
        return Network.Parse($"""
            host v
            host t owns 198.19.0.0/16
            vantage v
            destination 198.19.0.1
            router a {options}
            router b
            router c1
            router c2
            router d
            link {(hasIngress ? "g" : "v")} a 198.18.0.0 198.18.0.1
            link a  b  198.18.0.2 198.18.0.3 {firstWeight}
            link b  d  198.18.0.4 198.18.0.5 {secondWeight}
            link a  c1 198.18.0.6 198.18.0.7
            link c1 c2 198.18.0.8 198.18.0.9
            link c2 d  198.18.0.10 198.18.0.11
            link d  t  198.18.0.12 198.18.0.13
            {(hasIngress ? "router g\nlink v g 198.18.1.0 198.18.1.1" : "")}
            {more}
            """);
    }

    private static string Trace(SimulatedTransport transport) => new PathView(transport).Trace(HostAddress.Parse("198.19.0.1"), ProbeKind.Udp);

    /// <summary>The different ways that 64 flows take, each flow probed as a whole.</summary>
    private static string[] Ways(Network network, HostAddress? destination = null)
    {
        PathView view = new(new SimulatedTransport(network));
        HashSet<string> ways = [];
        for (int i = 0; i < 64; i++)
        {
            view.SourcePort = (ushort)(33000 + i);
            ways.Add(Names(network, view.Trace(destination ?? network.Destinations[0], ProbeKind.Udp)));
        }

        return [.. ways];
    }

    /// <summary>A view's TTLs and routers, with L for a label.</summary>
    private static string Names(Network network, string view)
    {
        string names = "";
        foreach (string line in view.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            names += $"{words[0]} {network.NameOf(HostAddress.Parse(words[1]))}{(line.Contains('[', StringComparison.Ordinal) ? " L" : "")}\n";
        }

        return names;
    }
}
