using System.Text;
using System.Text.Unicode;

namespace Vtnt.Warts;

/// <summary>Strings of the format: bytes that end with a NUL, in practice ASCII or UTF-8, which nobody checks.</summary>
internal static class WartsText
{
    /// <summary>The bytes as text: UTF-8 where they are that, else each byte as the character of its number (Latin-1).</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    /// <summary>UTF-8 without the NUL. A text that contains a NUL ends there.</summary>
    internal static byte[] Encode(string text)
    {
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(end < 0 ? text : text[..end]);
    }
}
