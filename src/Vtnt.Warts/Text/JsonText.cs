namespace Vtnt.Warts;

/// <summary>Pieces of scamper's JSON.</summary>
internal static class JsonText
{
    /// <summary>A quoted string: only quotation mark and backslash are escaped; ends at the first byte that cannot be printed.</summary>
    internal static void String(TextBuffer text, ReadOnlySpan<byte> value)
    {
        text.Byte((byte)'"');
        foreach (byte character in value)
        {
            if (character is < 0x20 or > 0x7E)
            {
                break;
            }

            if (character is (byte)'"' or (byte)'\\')
            {
                text.Byte((byte)'\\');
            }

            text.Byte(character);
        }

        text.Byte((byte)'"');
    }

    internal static void Address(TextBuffer text, ReadOnlySpan<byte> name, WartsAddress address) =>
        text.Append(name).Address(address).Byte((byte)'"');

    /// <summary><c>{"sec":1,"usec":2</c>, without the closing brace.</summary>
    internal static TextBuffer Time(TextBuffer text, ReadOnlySpan<byte> name, uint seconds, uint microseconds) =>
        text.Append(name).Append("{\"sec\":"u8).Number(seconds).Append(",\"usec\":"u8).Number(microseconds);
}
