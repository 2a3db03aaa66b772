using System.Buffers;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

public sealed class ScamperFormsTests
{
    private static readonly Trace One = Made.Trace("192.0.2.11", Made.Hop(1, Made.Reply("192.0.2.1", 0.5)), Made.Hop(2, Made.Reply("192.0.2.11", 2)));
    private static readonly Trace Other = Made.Trace("2001:db8::12", Made.Hop(1, Made.Reply("2001:db8::3", 1)));
    private static readonly Ping Ping = Made.Ping("192.0.2.13", Made.Probe(64, 1, Made.Reply("192.0.2.13", 3, ReplyKind.EchoReply)));

    [TestCase("ScamperJson")]
    [TestCase("ScamperText")]
    public void One_writer_serves_a_whole_run(string name)
    {
        ResultFormat format = Enum.Parse<ResultFormat>(name);
        string together = Write(format, forms => forms.Write(One), forms => forms.Write(Ping), forms => forms.Write(Other));
        string apart = Write(format, forms => forms.Write(One)) + Write(format, forms => forms.Write(Ping)) + Write(format, forms => forms.Write(Other));
        Assert.That(together, Does.Contain("192.0.2.11").And.Contain("192.0.2.13").And.Contain("2001:db8::12"));
        Assert.That(together, Is.EqualTo(apart));
    }

    [Test]
    public void A_result_that_cannot_be_written_leaves_nothing_behind() => Assert.That(
        Write(
            ResultFormat.ScamperJson,
            forms => Assert.That(() => forms.Write(One with { Destination = HostAddress.None }), Throws.ArgumentException),
            forms => forms.Write(Other)),
        Is.EqualTo(Write(ResultFormat.ScamperJson, forms => forms.Write(Other))));

    [Test]
    public void A_result_leaves_hardly_any_garbage([Values("ScamperJson", "ScamperText")] string name)
    {
        const int Results = 100;
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var forms = new ScamperForms(Enum.Parse<ResultFormat>(name), output);
        forms.Write(One);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Results; i++)
        {
            forms.Write(One);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100 * Results));
    }

    private static string Write(ResultFormat format, params Action<ScamperForms>[] writes)
    {
        var output = new ArrayBufferWriter<byte>();
        var forms = new ScamperForms(format, output);
        foreach (Action<ScamperForms> write in writes)
        {
            write(forms);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
