using System.Runtime.Versioning;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests;

internal sealed class FramedLineTests
{
    [TestCase("@vtnt json {\"a\": 1}", "json", "{\"a\": 1}", TestName = "Content_with_spaces")]
    [TestCase("@vtnt end {}\r", "end", "{}", TestName = "A_line_of_a_serial_console")]
    [TestCase("@vtnt text ", "text", "", TestName = "No_content")]
    [TestCase("@vtnt text", "text", "", TestName = "A_word_alone")]
    public void A_line_has_a_kind_and_content(string line, string kind, string content)
    {
        Assert.That(FramedLine.TryParse(line, out string parsedKind, out string parsedContent));
        Assert.That((parsedKind, parsedContent), Is.EqualTo((kind, content)));
    }

    [TestCase("")]
    [TestCase("@vtnt")]
    [TestCase(" @vtnt json {}")]
    [TestCase("Powered by Unikraft @vtnt json {}")]
    public void Other_lines_are_the_kernels(string line) => Assert.That(FramedLine.TryParse(line, out _, out _), Is.False);

    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public void What_is_written_is_read_again_and_stands_on_lines_of_its_own()
    {
        string path = Path.GetTempFileName();
        using (ByteChannel file = ByteChannel.Open(path))
        {
            file.Write("en1: Add"u8);
            FramedLine.Write(file, "error", "réfused");
            FramedLine.Write(file, "json", "{}"u8);
        }

        string[] lines = File.ReadAllLines(path);
        File.Delete(path);

        Assert.That(lines, Is.EqualTo(new[] { "en1: Add", "@vtnt error réfused", "", "@vtnt json {}" }));
    }
}
