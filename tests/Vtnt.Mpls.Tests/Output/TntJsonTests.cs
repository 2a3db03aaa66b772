using System.Buffers;
using System.Text;
using System.Text.Json;
using Vtnt.Probing.Tests;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TntJsonTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        from corpusCase in CorpusCase.All
        from profile in Enum.GetValues<TntProfile>()
        select new TestCaseData(corpusCase.Example, profile);

    [TestCaseSource(nameof(Cases))]
    public void Documents_hold_to_the_schema(string example, TntProfile profile) =>
        Assert.That(JsonSchemas.Check("vtnt.tnt-1.json", Text(example, profile)), Is.Empty);

    [Test]
    public void Tunnel_tells_its_ends_routers_and_evidence()
    {
        using var document = JsonDocument.Parse(Text("X06", TntProfile.Strict));
        JsonElement root = document.RootElement;
        Assert.That(root.GetProperty("schema").GetString(), Is.EqualTo("vtnt.tnt/1"));
        Assert.That(root.GetProperty("rules").GetString(), Is.EqualTo("strict/1"));
        Assert.That(root.GetProperty("hops").EnumerateArray().Any(hop => hop.GetProperty("address").GetString() == "20.1.1.1"), Is.False);
        Assert.That(
            root.GetProperty("tunnels")[0].GetRawText(),
            Is.EqualTo(
                """{"kind":"invisiblePhp","grade":"confirmed","ingress":"20.0.3.1","ingressHop":3,"egress":"20.0.4.1","egressHop":4,"egressAssumed":false,"routers":["""
                + """{"address":"20.1.1.1","technique":"brpr","step":3,"probeTtl":4,"rttMs":0.047000,"replyTtl":252,"echoReplyTtl":252,"quotedTtl":1},"""
                + """{"address":"20.1.2.1","technique":"brpr","step":2,"probeTtl":4,"rttMs":0.047000,"replyTtl":251,"echoReplyTtl":251,"quotedTtl":1},"""
                + """{"address":"20.1.3.1","technique":"brpr","step":1,"probeTtl":4,"rttMs":0.047000,"replyTtl":250,"echoReplyTtl":250,"quotedTtl":1}]"""
                + ""","trigger":"rtla","technique":"brpr","possiblyIncomplete":false,"lastOutcome":"nothingRevealed","estimatedLength":3,"estimateOf":"return","estimateAgrees":true,"forwardPathShared":true,"pathConfirmed":true"""
                + ""","evidence":{"address":"20.0.4.1","probeTtl":4,"replyTtl":249,"echoReplyTtl":61,"quotedTtl":1,"frpla":3,"rtla":3,"uTurn":3}}"""));
        Assert.That(
            root.GetProperty("candidates")[0].GetRawText(),
            Is.EqualTo(
                """{"ingress":"20.0.4.1","ingressSilent":false,"ingressHop":4,"egress":"20.0.5.1","egressHop":5,"trigger":"frpla","outcome":"targetNotReached","explainedExcess":2,"evidence":"""
                + """{"address":"20.0.5.1","probeTtl":5,"replyTtl":248,"echoReplyTtl":248,"quotedTtl":1,"frpla":3,"uTurn":0}}"""));
    }

    [Test]
    public void Silent_router_is_an_object_without_address()
    {
        using var document = JsonDocument.Parse(Text("X32", TntProfile.Strict));
        JsonElement router = document.RootElement.GetProperty("tunnels")[0].GetProperty("routers")[0];
        Assert.That(router.GetRawText(), Is.EqualTo("""{"technique":"unknown","probeTtl":4}"""));
    }

    private static string Text(string example, TntProfile profile)
    {
        ArrayBufferWriter<byte> buffer = new();
        TntJson.Write(new CorpusRun(CorpusCase.Named(example), profile).Result, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
