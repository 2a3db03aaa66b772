namespace Vtnt.Lab.Tests;

/// <summary>Every shipped network as single probes and pings see it, compared with the reviewed texts beside this file.</summary>
public sealed class ShippedNetworksTests
{
    [TestCaseSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))]
    public void Shows_exactly_what_was_reviewed(string name) =>
        Assert.That(ViewOf(name), Is.EqualTo(ReviewedText(name)), $"The view of '{name}' is now:\n{ViewOf(name)}");

    [TestCaseSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))]
    public void Has_a_title_and_only_reserved_addresses(string name)
    {
        Network network = ShippedNetworks.Load(name);
        Assert.That(network.Title, Is.Not.Empty);
        Assert.That(ReservedPrefixes.Contains(network.Source), Is.True);
        Assert.That(network.Destinations, Has.All.Matches<HostAddress>(ReservedPrefixes.Contains));
    }

    [TestCaseSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))]
    public void Shows_the_same_with_IPv6(string name)
    {
        Network network = ShippedNetworks.Load(name);
        Assert.That(network.SourceIPv6.ToString(), Is.EqualTo("2001:db8::1"));
        foreach (HostAddress destination in network.Destinations)
        {
            string expected = new PathView(new SimulatedTransport(network)).Trace(destination);
            string view = new PathView(new SimulatedTransport(network)).Trace(HostAddress.Parse(SameInIPv6(destination.ToString())));
            Assert.That(view, Is.EqualTo(string.Join(' ', expected.Split(' ').Select(SameInIPv6))));
        }
    }

    [Test]
    public void Names_are_in_order_and_each_can_be_loaded()
    {
        Assert.That(ShippedNetworks.Names, Is.Ordered.And.Contains("invisible-php"));
        Assert.That(ShippedNetworks.TryLoad("plain", out Network? network), Is.True);
        Assert.That(network!.Truths, Is.Empty);
    }

    [Test]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        Assert.That(ShippedNetworks.TryLoad("no-such", out _), Is.False);
        Assert.That(() => ShippedNetworks.Load("no-such"), Throws.ArgumentException.With.Message.Contains("plain"));
    }

    private static string SameInIPv6(string word)
    {
        string[] parts = word.Split('.');
        return parts.Length != 4 ? word : parts[2] == "0" ? $"2001:db8::{parts[3]}" : $"2001:db8:{parts[2]}::{parts[3]}";
    }

    private static string ViewOf(string name)
    {
        Network network = ShippedNetworks.Load(name);
        PathView view = new(new SimulatedTransport(network));
        string text = "";
        foreach (HostAddress destination in network.Destinations)
        {
            text += $"{network.Source} to {destination}\n{view.Trace(destination)}";
        }

        return text;
    }

    private static string ReviewedText(string name)
    {
        using Stream? stream = typeof(ShippedNetworksTests).Assembly.GetManifestResourceStream(name + ".txt");
        Assert.That(stream, Is.Not.Null, $"There is no reviewed text for '{name}'.");
        using StreamReader reader = new(stream!);
        return reader.ReadToEnd();
    }
}
