namespace Vtnt.Cli.Tests;

public sealed class ProgramTests
{
    private StringWriter _output = new();
    private StringWriter _errors = new();

    [SetUp]
    public void StartWithEmptyStreams() => (_output, _errors) = (new StringWriter(), new StringWriter());

    [TearDown]
    public void CloseStreams()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [TestCase("--help", "Usage: vtnt")]
    [TestCase("--version", "vtnt ")]
    public void Answers_on_standard_output_and_succeeds(string option, string expected)
    {
        Assert.That(Program.Run([option], _output, _errors), Is.EqualTo(ExitCode.Done));
        Assert.That(_output.ToString(), Does.Contain(expected));
        Assert.That(_errors.ToString(), Is.Empty);
    }

    [Test]
    public void No_arguments_print_usage_on_standard_error_and_fail()
    {
        Assert.That(Program.Run([], _output, _errors), Is.EqualTo(2));
        Assert.That(_errors.ToString(), Does.Contain("Usage: vtnt"));
        Assert.That(_output.ToString(), Is.Empty);
    }

    [TestCase("frobnicate", "command")]
    [TestCase("--frobnicate", "option")]
    public void What_is_unknown_is_named_in_one_line_and_fails(string argument, string kind)
    {
        Assert.That(Program.Run([argument], _output, _errors), Is.EqualTo(2));
        Assert.That(_errors.ToString(), Is.EqualTo($"vtnt: unknown {kind} '{argument}'; 'vtnt --help' lists what there is{Environment.NewLine}"));
        Assert.That(_output.ToString(), Is.Empty);
    }
}
