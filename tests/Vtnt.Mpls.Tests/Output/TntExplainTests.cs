namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TntExplainTests
{
    [Test]
    public void Hidden_tunnel_is_explained_by_rule_values_and_what_would_have_changed_them() =>
        Assert.That(Text("X06"), Does.StartWith("""
            Invisible tunnel (PHP) from I to E, 3 routers: confirmed.
              rule:       Return tunnel length of 1 or more (RTLA; IMC 2017, section 4.2).
              observed:   Hop 4 (E): reply TTL 249, echo-reply TTL 61, RTLA 3. Revelation showed 3 routers in 3 steps (brpr); then nothing was left to reveal. The return path speaks of 3 routers, which agrees.
              otherwise:  An echo-reply TTL of 58 or less would have left RTLA below the threshold. With neither labels nor a length that agrees it would be likely at most.


            """.ReplaceLineEndings("\n")));

    [Test]
    public void Candidate_says_how_its_attempt_went() =>
        Assert.That(Text("X04"), Does.StartWith("""
            No tunnel between I and hop 4 (E), though suspected.
              rule:       Return path longer than the forward path by 3 or more, or by more than earlier hops explain (FRPLA; IMC 2017, section 4.1).
              observed:   Hop 4 (E): reply TTL 249, FRPLA 3, of which earlier hops explain 0. A trace to it showed nothing in between.
              otherwise:  A router between the two in the trace towards the second would have made it a tunnel.


            """.ReplaceLineEndings("\n")));

    [Test]
    public void Path_without_verdict_tells_how_far_from_one_it_was() =>
        Assert.That(Text("X02"), Is.EqualTo("""
            No tunnel, and nothing to suspect one.
              rule:       No label, quoted TTL above 1, u-turn or repeated address; RTLA below 1, FRPLA below 3.
              observed:   The largest excess of a return path is 2, at hop 4 (E).
              otherwise:  A reply TTL of 249 or less at that hop would have made it a suspect.


            """.ReplaceLineEndings("\n")));

    [Test]
    public void Hidden_egress_is_what_the_revelation_showed() =>
        Assert.That(Text("X36"), Does.Contain(
            "observed:   Hop 5 (N) answered as the hop before did. Revelation showed the egress; the last target did not answer.\n"));

    [Test]
    public void Every_verdict_of_every_example_has_its_four_parts()
    {
        foreach (CorpusCase corpusCase in CorpusCase.All)
        {
            foreach (TntProfile profile in Enum.GetValues<TntProfile>())
            {
                TntTrace result = new CorpusRun(corpusCase, profile).Result;
                System.Collections.Immutable.ImmutableArray<TntExplanation> explanations = TntExplain.Explain(result, CorpusRun.OptionsOf(corpusCase, profile));
                Assert.That(explanations, Has.Length.EqualTo(Math.Max(1, result.Tunnels.Length + result.Candidates.Length)));
                foreach (TntExplanation explanation in explanations)
                {
                    string[] parts = [explanation.Verdict, explanation.Rule, explanation.Observed, explanation.WouldChange];
                    Assert.That(parts, Has.All.Matches("^[A-Z].*\\.$"), $"{corpusCase} {profile}");
                }
            }
        }
    }

    private static string Text(string example)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        return ScriptedScenario.WithNames(
            TntExplain.Write(new CorpusRun(corpusCase, TntProfile.Strict).Result, CorpusRun.OptionsOf(corpusCase, TntProfile.Strict)));
    }
}
