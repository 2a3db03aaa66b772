namespace Vtnt.Cli.Tests;

/// <summary>What a user may get wrong: one sentence, exit code 2, nothing on standard output.</summary>
public sealed class RefusalTests
{
    [TestCase("unknown option --frob; 'vtnt trace --help' lists the options", "trace", "--frob", "192.0.2.1")]
    [TestCase("unknown option -K; 'vtnt trace --help' lists the options", "trace", "-K", "192.0.2.1")]
    [TestCase("unknown option -P; 'vtnt tnt --help' lists the options", "tnt", "-P", "udp", "--lab", "plain")]
    [TestCase("write the value of -q as an argument of its own, not as '-q3'; 'vtnt trace --help' lists the options", "trace", "-q3")]
    [TestCase("-q needs a value; 'vtnt trace --help' lists the options", "trace", "-q")]
    [TestCase("-q needs a number, not 'many'; 'vtnt trace --help' lists the options", "trace", "-q", "many")]
    [TestCase("-q failed: attempts must be within 1 - 20; 'vtnt trace --help' lists the options and their ranges", "trace", "--lab", "plain", "-q", "21")]
    [TestCase("--pps needs a value; 'vtnt ping --help' says which", "ping", "--pps")]
    [TestCase("--pps must be a whole number from 1 to 10000000, not '0'", "ping", "--lab", "plain", "--pps", "0")]
    [TestCase("--json takes no value", "ping", "--lab", "plain", "--json=yes")]
    [TestCase("--lab is given twice; give it once", "ping", "--lab", "plain", "--lab", "plain")]
    [TestCase("--json is --format json; give one of them", "tnt", "--lab", "plain", "--json", "--format", "json")]
    [TestCase("--format must be one of text, json, tnt, not 'xml'", "tnt", "--lab", "plain", "--format", "xml")]
    [TestCase("--profile must be one of strict, compat, not 'lax'", "tnt", "--lab", "plain", "--profile", "lax")]
    [TestCase("-4 and -6 exclude each other; give one of them", "trace", "-46", "--lab", "plain")]
    [TestCase("there is no network 'nowhere'; 'vtnt lab list' shows those that there are", "trace", "--lab", "nowhere")]
    [TestCase("'nobody' is neither an address nor a node of the network that has one; 'vtnt lab show NAME' names them", "trace", "--lab", "plain", "nobody")]
    [TestCase("198.18.0.9 is not an IPv6 address", "trace", "--lab", "plain", "-6", "198.18.0.9")]
    [TestCase("--source must be an address of this machine, not 'here'", "trace", "--lab", "plain", "--source", "here")]
    [TestCase("'-' is neither an option nor a destination; 'vtnt trace --help' lists the options", "trace", "-")]
    public void Is_said_in_one_sentence(string sentence, params string[] arguments)
    {
        Invocation run = Invocation.Of(arguments);

        Assert.That(run.Errors, Is.EqualTo($"vtnt: {sentence}\n"));
        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("trace")]
    [TestCase("ping")]
    [TestCase("tnt")]
    public void Help_names_every_option(string command)
    {
        Invocation run = Invocation.Of(command, "--help");

        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Errors, Is.Empty);
        Probing.OptionSyntax syntax = command switch
        {
            "trace" => Probing.TraceOptions.Syntax,
            "ping" => Probing.PingOptions.Syntax,
            _ => Mpls.TntOptions.Syntax,
        };
        foreach (char letter in syntax.Letters.Where(letter => letter is not ('#' or ':') && !(command is "trace" or "ping" && letter is 'r' or 'y') && (command, letter) != ("ping", 'M')))
        {
            Assert.That(run.Output, Does.Match($"(^|[ ,])-{letter}[ ,]"), $"-{letter}");
        }
    }
}
