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
