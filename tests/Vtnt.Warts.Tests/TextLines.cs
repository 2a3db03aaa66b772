namespace Vtnt.Warts.Tests;

internal static class TextLines
{
    /// <summary>The lines of a text, each with its line feed.</summary>
    internal static IEnumerable<string> SplitLines(this string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            yield return text[start..end];
            start = end;
        }
    }
}
