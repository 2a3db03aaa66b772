using System.Buffers;
using System.Text;

namespace Vtnt.Host;

/// <summary>
/// Lines that a reader finds among those that the kernel prints on the same console: <c>@vtnt KIND CONTENT</c>, each
/// written at once and, on the console, after a line feed of its own.
/// </summary>
internal static class Frames
{
    private static readonly ArrayBufferWriter<byte> Line = new(4096);

    internal static void Write(Channel channel, string kind, ReadOnlySpan<byte> content)
    {
        Line.ResetWrittenCount();
        if (!channel.IsConnection)
        {
            Line.Write("\n"u8);
        }

        Line.Write("@vtnt "u8);
        Encoding.UTF8.GetBytes(kind, Line);
        Line.Write(" "u8);
        Line.Write(content);
        Line.Write("\n"u8);
        channel.Write(Line.WrittenSpan);
    }

    internal static void Write(Channel channel, string kind, string content) => Write(channel, kind, Encoding.UTF8.GetBytes(content));
}
