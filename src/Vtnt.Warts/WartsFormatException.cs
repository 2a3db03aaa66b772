using System.Globalization;

namespace Vtnt.Warts;

/// <summary>
/// A warts file is damaged at a place. The reader that threw it is then at the next record that can be told apart, and
/// may go on.
/// </summary>
public sealed class WartsFormatException : Exception
{
    /// <summary>A damage without a place; use the form with an offset.</summary>
    public WartsFormatException()
        : this("The warts file is damaged.")
    {
    }

    /// <summary>A damage without a place; use the form with an offset.</summary>
    public WartsFormatException(string message)
        : base(message)
    {
    }

    /// <summary>A damage without a place; use the form with an offset.</summary>
    public WartsFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal WartsFormatException(long offset, string problem, Exception? innerException = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"offset {offset}: {problem}"), innerException) => Offset = offset;

    /// <summary>
    /// Where the damaged record, or the bytes that are no record, begin: bytes from the start of the input, of the
    /// uncompressed data where the file is compressed. 0 when not known.
    /// </summary>
    public long Offset { get; }
}
