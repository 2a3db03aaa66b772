using System.Text.Json;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>The compat profile against the 87 worked examples of TNT 5.0: same measurements, same bits, same text.</summary>
[TestFixture]
public sealed class CompatCorpusTests
{
    private static List<TestCaseData> Cases() =>
        CorpusCase.All.Select(corpusCase => new TestCaseData(corpusCase.Example).SetArgDisplayNames(corpusCase.ToString()));

    [Test]
    public void Corpus_has_all_87_examples() => Assert.That(CorpusCase.All, Has.Count.EqualTo(87));

    [TestCaseSource(nameof(Cases))]
    public void Asks_for_the_same_measurements_in_the_same_order(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        Assert.That(new CorpusRun(corpusCase, TntProfile.Compat).Commands, Is.EqualTo(corpusCase.Commands));
    }

    [TestCaseSource(nameof(Cases))]
    public void Sets_the_same_bits_in_the_same_slots(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        Trace annotated = new CorpusRun(corpusCase, TntProfile.Compat).Result.AnnotatedTrace;
        Assert.That(annotated.HopCount, Is.EqualTo(corpusCase.Trace.GetProperty("hop_count").GetInt32()));
        Assert.That(annotated.Hops.Where(hop => !hop.IsSilent).Select(Line), Is.EqualTo(corpusCase.Trace.GetProperty("hops").EnumerateArray().Select(Line)));
    }

    [TestCaseSource(nameof(Cases))]
    public void Prints_the_same_text(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        Assert.That(new CorpusRun(corpusCase, TntProfile.Compat).MaskedText, Is.EqualTo(corpusCase.VerboseText));
    }

    private static string Line(Hop hop)
    {
        TntAnnotation bits = hop.Tnt!;
        Reply reply = hop.FirstReply!;
        return $"{bits.Slot} {reply.Address} ttl {hop.ProbeTtl} reply {reply.ReplyTtl} quoted {reply.QuotedTtl ?? 0} echo {bits.EchoReplyTtl} "
            + $"types {bits.Types:x2} fail {bits.Failures:x2} disc {bits.Discoveries:x4} step {bits.RevelationStep} labels {reply.LabelStack.Length}";
    }

    private static string Line(JsonElement hop)
    {
        int Value(string name) => hop.GetProperty(name).GetInt32();
        return $"{Value("tnt_ttl")} {hop.GetProperty("addr").GetString()} ttl {Value("probe_ttl")} reply {Value("reply_ttl")} quoted {Value("qttl")} echo {Value("ping_rttl")} "
            + $"types {Value("types"):x2} fail {Value("fail"):x2} disc {Value("disc"):x4} step {Value("iter")} labels {hop.GetProperty("lse").GetArrayLength()}";
    }
}
