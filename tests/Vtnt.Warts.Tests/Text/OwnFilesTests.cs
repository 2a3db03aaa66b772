using System.Buffers;
using System.Text;

namespace Vtnt.Warts.Tests;

/// <summary>Files of our own writer, kept with what is expected of them.</summary>
public sealed class OwnFilesTests
{
    [Test]
    public void Every_form_is_as_expected([Values("path-mtu", "replies")] string name, [Values("text", "json", "dump")] string form)
    {
        var output = new ArrayBufferWriter<byte>();
        IWartsVisitor writer = form switch
        {
            "text" => new ScamperTextWriter(output),
            "json" => new ScamperJsonWriter(output),
            _ => new ScamperDumpWriter(output),
        };
        using var reader = new WartsReader(WartsFiles.Read($"ours/{name}.warts"));
        while (reader.Visit(ref writer))
        {
        }

        string[] actual = [.. Encoding.UTF8.GetString(output.WrittenSpan).SplitLines()];
        string[] expected = [.. Encoding.UTF8.GetString(WartsFiles.Read($"ours/{name}.warts.{form}.expected")).SplitLines()];
        Assert.That(actual, Is.EqualTo(expected));
    }

    [TestCase("path-mtu")]
    [TestCase("replies")]
    public void The_model_writes_them_again_byte_for_byte(string name)
    {
        byte[] file = WartsFiles.Read($"ours/{name}.warts");
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        foreach (WartsRecord record in WartsReaderTests.ReadAll(new WartsReader(file)))
        {
            encoder.Write(record is WartsTraceRecord trace ? trace with { Trace = trace.Trace } : record);
        }

        Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo(file));
    }
}
