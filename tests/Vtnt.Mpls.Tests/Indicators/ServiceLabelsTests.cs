using System.Collections.Immutable;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class ServiceLabelsTests
{
    // Routers by spaces, their labels from the top by slashes.
    [TestCase("17/500 18/500 19/500", 500)]
    [TestCase("17/2 18/2", 2)]
    [TestCase("17/500 18 19/500", 500)]
    [TestCase("17/500 18/500 500", 500)]
    [TestCase("17/500 18/501", null)]
    [TestCase("17/500", null)]
    [TestCase("17 18 19", null)]
    [TestCase("17/7/900000 18/7/900001", null)]
    [TestCase("17/500/7/900000 18/500/7/900001", 500)]
    [TestCase("- -", null)]
    public void Service_is_the_constant_label_below_the_transport_label(string routers, int? label)
    {
        ImmutableArray<LabelStackEntry>[] stacks =
        [
            .. routers.Split(' ').Select(router => router == "-" ? [] : router.Split('/').Select(word => LabelStackEntry.Create(int.Parse(word), 0, true, 1)).ToImmutableArray()),
        ];
        Assert.That(ServiceLabels.Evaluate(stacks), Is.EqualTo(label));
    }

    [Test]
    public void Tunnel_of_the_lab_tells_its_service_label()
    {
        string text = ShippedNetworks.Text("explicit");
        int domain = text.IndexOf("members", StringComparison.Ordinal);
        Network network = Network.Parse(text.Insert(domain, "inner-label 500 "));
        Assert.That(LabRun.Strict(network, 1)[0].Tunnels.Single().ServiceLabel, Is.EqualTo(500));
        Assert.That(LabRun.Strict(ShippedNetworks.Load("explicit"), 1)[0].Tunnels.Single().ServiceLabel, Is.Null);
    }
}
