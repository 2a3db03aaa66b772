namespace Vtnt.Cli.Tests;

public sealed class ProgramTests
{
    [TestCase("--help", "Usage: vtnt")]
    [TestCase("help", "Usage: vtnt")]
    [TestCase("--version", "vtnt ")]
    public void Answers_on_standard_output_and_succeeds(string option, string expected)
    {
        var run = Invocation.Of(option);

        Assert.That(run.Exit, Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Contain(expected));
        Assert.That(run.Errors, Is.Empty);
    }

    [Test]
    public void No_arguments_print_usage_on_standard_error_and_fail()
    {
        var run = Invocation.Of();

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Errors, Does.Contain("Usage: vtnt"));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("unknown command 'frobnicate'; 'vtnt --help' lists what there is", "frobnicate")]
    [TestCase("unknown option '--frobnicate'; 'vtnt --help' lists what there is", "--frobnicate")]
    [TestCase("say 'vtnt lab list', 'vtnt lab show NAME' or 'vtnt lab up NAME -- COMMAND'; 'vtnt lab --help' tells more", "lab")]
    [TestCase("there is no network 'nowhere'; 'vtnt lab list' shows those that there are", "lab", "show", "nowhere")]
    [TestCase("say which command to run in the network: vtnt lab up NAME -- COMMAND", "lab", "up", "plain")]
    [TestCase("say which network: vtnt lab up NAME -- COMMAND", "lab", "up", "--", "true")]
    [TestCase("unknown option --frob; 'vtnt lab --help' lists the options", "lab", "up", "plain", "--frob", "--", "true")]
    [TestCase("there is no file './nowhere.lab'", "lab", "show", "./nowhere.lab")]
    public void What_cannot_be_done_is_said_in_one_line(string sentence, params string[] arguments)
    {
        var run = Invocation.Of(arguments);

        Assert.That(run.Errors, Is.EqualTo($"vtnt: {sentence}\n"));
        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public void Lists_the_networks_and_shows_their_text()
    {
        Assert.That(Invocation.Of("lab", "list").Output, Does.Match("(?m)^invisible-php +A hidden tunnel"));
        Assert.That(Invocation.Of("lab", "show", "invisible-php").Output, Is.EqualTo(Lab.ShippedNetworks.Text("invisible-php")));
    }
}
