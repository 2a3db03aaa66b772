namespace Vtnt.Lab;

/// <summary>A network's text is wrong. The message is one sentence that begins with <c>line N: </c>.</summary>
public sealed class LabFormatException : Exception
{
    /// <summary>A fault in a network's text.</summary>
    /// <param name="line">The line it is on, from 1.</param>
    /// <param name="message">One sentence, without the line.</param>
    public LabFormatException(int line, string message)
        : base($"line {line}: {message}") => Line = line;

    /// <summary>The line the fault is on, from 1.</summary>
    public int Line { get; }
}
