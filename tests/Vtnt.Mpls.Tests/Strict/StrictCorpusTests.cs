using System.Text;

namespace Vtnt.Mpls.Tests;

/// <summary>What strict says of the 87 worked examples, as a reviewed text.</summary>
[TestFixture]
public sealed class StrictCorpusTests
{
    [Test]
    public void Finds_what_the_reviewed_text_says()
    {
        StringBuilder text = new();
        foreach (CorpusCase corpusCase in CorpusCase.All)
        {
            CorpusRun run = new(corpusCase, TntProfile.Strict);
            text.Append(corpusCase).Append('\n').Append(FindingsText.Graded(run.Result));
        }

        using Stream stream = typeof(CorpusCase).Assembly.GetManifestResourceStream("strict.txt")!;
        using StreamReader reader = new(stream);
        Assert.That(text.ToString(), Is.EqualTo(reader.ReadToEnd()), $"The whole text is now:\n{text}");
    }
}
