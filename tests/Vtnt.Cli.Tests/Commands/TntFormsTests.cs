using System.Text.Json;

namespace Vtnt.Cli.Tests;

public sealed class TntFormsTests
{
    [Test]
    public void Explain_says_rule_observation_and_what_would_have_changed_it()
    {
        Invocation run = Invocation.Of("tnt", "--lab", "juniper", "--explain");

        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Output, Does.Contain("  rule:       ").And.Contain("  observed:   ").And.Contain("  otherwise:  "));
    }

    [Test]
    public void Compare_profiles_prints_one_block_per_destination()
    {
        Invocation run = Invocation.Of("tnt", "--lab", "invisible-php", "--compare-profiles");

        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Output, Is.EqualTo("198.18.4.2: both say the same.\n\n"));
    }

    [Test]
    public void Several_destinations_end_with_what_they_cost_together()
    {
        string[] arguments = ["tnt", "--lab", "two-tunnels", "198.18.4.2", "198.18.6.1"];

        Invocation json = Invocation.Of([.. arguments, "--json"]);
        JsonElement[] results = [.. json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        int Sum(string member) => results.Sum(result => result.GetProperty(member).GetInt32());
        string total = $"2 destinations, {Sum("probesSent")} probes sent; sharing saved {Sum("sharedProbes")}\n";

        Assert.That(Sum("sharedProbes"), Is.Positive);
        Assert.That(json.Errors, Is.EqualTo(total));
        Assert.That(Invocation.Of([.. arguments, "--format", "tnt"]).Errors, Is.EqualTo(total));
        Invocation text = Invocation.Of(arguments);
        Assert.That(text.Output, Does.EndWith("\n\n" + total));
        Assert.That(text.Errors, Is.Empty);
    }

    [TestCase("--compare-profiles", "--json")]
    [TestCase("--compare-profiles", "--profile", "compat")]
    [TestCase("--explain", "--json")]
    [TestCase("--explain", "--format", "tnt")]
    public void Forms_that_exclude_each_other_are_refused(params string[] options)
    {
        Invocation run = Invocation.Of(["tnt", "--lab", "plain", .. options]);

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Errors, Does.StartWith($"vtnt: {options[0]} ").And.Contain("leave out"));
        Assert.That(run.Output, Is.Empty);
    }
}
