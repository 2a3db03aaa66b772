namespace Vtnt.Cli;

/// <summary>A line that is written from left to right and never ends in blanks.</summary>
internal sealed class Line(TextWriter output, bool colour)
{
    private int _blanks;

    /// <summary>The next free column, from 0.</summary>
    internal int Position { get; private set; }

    /// <summary>Leaves columns blank.</summary>
    internal void Skip(int columns)
    {
        int blanks = Math.Max(0, columns);
        _blanks += blanks;
        Position += blanks;
    }

    /// <summary>Writes a text at the next free column.</summary>
    internal void Put(string text, Ink ink)
    {
        if (text.Length == 0)
        {
            return;
        }

        for (; _blanks > 0; _blanks--)
        {
            output.Write(' ');
        }

        ink.Write(output, text, colour);
        Position += text.Length;
    }

    /// <summary>Ends the line and begins the next.</summary>
    internal void End()
    {
        output.WriteLine();
        _blanks = 0;
        Position = 0;
    }
}
