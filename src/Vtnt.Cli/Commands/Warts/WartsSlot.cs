using System.Buffers;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>Where one worker writes the text of a piece. Reused for the next piece once the text was handed over.</summary>
internal sealed class WartsSlot
{
    private readonly ArrayBufferWriter<byte> _text = new(768 * 1024);
    private readonly Func<WartsReader, bool> _next;
    private WartsDamages _damages = new();

    internal WartsSlot(WartsForm form) => _next = form(_text);

    /// <summary>Reads a piece to its end, and disposes it.</summary>
    internal WartsSlot ReadAll(WartsReader piece)
    {
        using (piece)
        {
            Read(piece, int.MaxValue);
            return this;
        }
    }

    /// <summary>Reads until there are so many bytes of text; false when the piece is at its end.</summary>
    internal bool Read(WartsReader piece, int enough)
    {
        while (true)
        {
            try
            {
                while (_next(piece))
                {
                    _damages.Records++;
                    if (_text.WrittenCount >= enough)
                    {
                        return true;
                    }
                }

                return false;
            }
            catch (WartsFormatException damage)
            {
                _damages.Add(damage);
            }
        }
    }

    /// <summary>Writes the text out and adds what became of the piece to the total.</summary>
    internal void HandOver(Stream output, WartsDamages total)
    {
        output.Write(_text.WrittenSpan);
        _text.ResetWrittenCount();
        total.Add(_damages);
        _damages = new();
    }
}
