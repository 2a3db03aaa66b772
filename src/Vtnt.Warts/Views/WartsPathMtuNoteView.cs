using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>One note of path-MTU discovery.</summary>
/// <param name="Kind">What it reports; may be a number that <see cref="PathMtuNoteKind"/> does not name.</param>
/// <param name="NextHopMtu">Size in bytes that passes from there on; 0 when absent.</param>
/// <param name="ReplyIndex">Zero-based index among the section's hop records; null when the note has no reply.</param>
public readonly record struct WartsPathMtuNoteView(PathMtuNoteKind Kind, ushort NextHopMtu, ushort? ReplyIndex)
{
    /// <summary>Reads the note at the cursor; one that does not fit fails the cursor.</summary>
    internal static WartsPathMtuNoteView Read(scoped ref WartsCursor cursor)
    {
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        byte kind = block.Has(1) ? cursor.ReadByte() : (byte)0;
        ushort mtu = block.Has(2) ? cursor.ReadUInt16() : (ushort)0;
        ushort? reply = block.Has(3) ? cursor.ReadUInt16() : null;
        if (cursor.Position > block.End)
        {
            cursor.Fail();
        }

        cursor.MoveTo(block.End);
        return new((PathMtuNoteKind)kind, mtu, reply);
    }
}
