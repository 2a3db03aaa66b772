namespace Vtnt.Cli;

/// <summary>A label and a text behind it that wraps between words.</summary>
internal static class Paragraph
{
    /// <summary>With less room than this the text wraps nowhere.</summary>
    private const int LeastRoom = 20;

    /// <summary>Writes it, the text beginning at a column.</summary>
    internal static void Write(string label, int column, Cell text, ViewOptions options, TextWriter output)
    {
        Line line = new(output, options.Colour);
        line.Skip(2);
        line.Put(label, Ink.Dim);
        line.Skip(column - line.Position);
        bool wraps = options.Width - column >= LeastRoom;
        foreach (string word in text.Text.Split(' '))
        {
            bool isFirst = line.Position <= column;
            if (!isFirst && wraps && line.Position + 1 + word.Length > options.Width)
            {
                line.End();
                line.Skip(column);
            }
            else if (!isFirst)
            {
                line.Skip(1);
            }

            line.Put(word, text.Ink);
        }

        line.End();
    }
}
