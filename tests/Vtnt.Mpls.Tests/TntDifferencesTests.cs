using System.Text;

namespace Vtnt.Mpls.Tests;

/// <summary>docs/tnt-differences.md: every worked example of which strict says something else than TNT 5.0, and why.</summary>
[TestFixture]
public sealed class TntDifferencesTests
{
    private const string Head = """
        # Where strict and compat differ

        The 87 worked examples are scripted networks; compat says of each exactly what TNT 5.0 says. This table has those of
        which strict (`strict/1`) names other tunnels, with the defect of TNT that explains it. A test generates it
        (`TntDifferencesTests`) and fails when a difference has no explanation. What strict says about its certainty (grades,
        estimates, candidates) is not compared: TNT has no word for it.

        R1, R2 lead to the ingress I, P and Q are routers of tunnels, E the egress, N the hop behind it, D the destination, `*` a
        silent router.

        | example | compat says | strict says | defect | why |
        | --- | --- | --- | --- | --- |

        """;

    [Test]
    public void Document_lists_every_difference_and_explains_it()
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        foreach (CorpusCase corpusCase in CorpusCase.All)
        {
            TntTrace compat = new CorpusRun(corpusCase, TntProfile.Compat).Result;
            TntTrace strict = new CorpusRun(corpusCase, TntProfile.Strict).Result;
            foreach (ProfileDifference difference in ProfileComparison.Compare(compat, strict))
            {
                Assert.That(difference.Defect, Is.Not.Null, $"{corpusCase}: {difference}");
                text.Append(ScriptedScenario.WithNames(
                    $"| {corpusCase} | {difference.Compat ?? "nothing"} | {difference.Strict ?? "nothing"} | {difference.Defect} | {difference.Reason} |\n"));
            }
        }

        using Stream stream = typeof(CorpusCase).Assembly.GetManifestResourceStream("tnt-differences.md")!;
        using StreamReader reader = new(stream);
        Assert.That(text.ToString(), Is.EqualTo(reader.ReadToEnd()), $"The whole text is now:\n{text}");
    }

    [TestCase("X22", "D1")]
    [TestCase("X85", "D2")]
    [TestCase("X74", "D5")]
    [TestCase("X71", "D6")]
    [TestCase("X60", "D7")]
    [TestCase("X63", "D8")]
    [TestCase("X33", "D14")]
    [TestCase("X75", "D19")]
    public void Comparison_names_the_defect(string example, string defect)
    {
        CorpusCase corpusCase = CorpusCase.Named(example);
        IReadOnlyList<ProfileDifference> differences = ProfileComparison.Compare(
            new CorpusRun(corpusCase, TntProfile.Compat).Result, new CorpusRun(corpusCase, TntProfile.Strict).Result);
        Assert.That(differences.Select(difference => difference.Defect), Is.EqualTo(new[] { defect }));
    }

    [Test]
    public void Only_the_same_path_by_both_profiles_is_compared()
    {
        TntTrace strict = new CorpusRun(CorpusCase.Named("X01"), TntProfile.Strict).Result;
        Assert.That(() => ProfileComparison.Compare(strict, strict), Throws.ArgumentException);
        TntTrace compat = new CorpusRun(CorpusCase.Named("X01"), TntProfile.Compat).Result;
        Assert.That(ProfileText.Write(compat, strict), Is.EqualTo("20.0.9.9: both say the same.\n\n"));
    }
}
