namespace Vtnt.Probing.Tests;

/// <summary>Bytes written as hexadecimal text, with spaces wherever a reader wants them.</summary>
internal static class Hex
{
    internal static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    internal static string Text(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
