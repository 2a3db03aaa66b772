namespace Vtnt.Probing.Tests;

public sealed class OptionReaderTests
{
    private static string Transcript(params string[] arguments)
    {
        var reader = new OptionReader(arguments, new OptionSyntax("QTq#P:"));
        List<string> tokens = [];
        while (reader.Read())
        {
            tokens.Add(reader.Kind switch
            {
                OptionTokenKind.Letter => $"-{reader.Letter}[{reader.Text}]",
                OptionTokenKind.Word => $"--{reader.Text}[{reader.AttachedValue ?? "-"}]",
                _ => reader.Text,
            });
        }

        return string.Join(' ', tokens) + (reader.Problem == OptionProblem.None ? "" : $" !{reader.Problem} {reader.Text}");
    }

    [TestCase("-QT a -q 3 b", ExpectedResult = "-Q[] -T[] a -q[3] b")]
    [TestCase("-q -3", ExpectedResult = "-q[-3]")]
    [TestCase("-P -Q", ExpectedResult = "-P[-Q]")]
    [TestCase("--json -P --json", ExpectedResult = "--json[-] -P[--json]")]
    [TestCase("--lab=plain x", ExpectedResult = "--lab[plain] x")]
    [TestCase("-Q -- -T --x", ExpectedResult = "-Q[] -T --x")]
    [TestCase("-x", ExpectedResult = " !UnknownLetter -x")]
    [TestCase("-Qx", ExpectedResult = "-Q[] !UnknownLetter -Qx")]
    [TestCase("-q", ExpectedResult = " !MissingValue -q")]
    [TestCase("-q x", ExpectedResult = " !NotANumber x")]
    [TestCase("-q3", ExpectedResult = " !GluedValue -q3")]
    [TestCase("a - b", ExpectedResult = "a !LoneDash -")]
    public string Reads_token_by_token(string line) => Transcript(line.Split(' '));

    [Test]
    public void A_long_option_takes_its_attached_value_or_the_next_argument()
    {
        var reader = new OptionReader(["--a=1", "--b", "-2", "--c"], new OptionSyntax("Q"));
        List<string?> values = [];
        while (reader.Read())
        {
            values.Add(reader.TakeValue());
        }

        Assert.That(values, Is.EqualTo(new[] { "1", "-2", null }));
    }

    [TestCase("a  'b c' \"d'e\" 'f\\'g' ''", ExpectedResult = "a|b c|d'e|f'g|")]
    [TestCase("", ExpectedResult = "")]
    [TestCase("'a", ExpectedResult = null)]
    [TestCase("'a'b", ExpectedResult = null)]
    [TestCase("'a\\", ExpectedResult = null)]
    public string? Splits_a_line_at_spaces_outside_quotes(string line) =>
        OptionReader.TrySplit(line, out IReadOnlyList<string> tokens) ? string.Join('|', tokens) : null;

    [TestCase("QQ")]
    [TestCase("#")]
    [TestCase("Q:#")]
    public void A_syntax_that_contradicts_itself_is_refused(string letters) =>
        Assert.That(() => new OptionSyntax(letters), Throws.ArgumentException);
}
