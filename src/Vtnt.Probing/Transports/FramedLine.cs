using System.Buffers;
using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Lines that a reader finds among those that a kernel prints on the same console: <c>@vtnt KIND CONTENT</c>, described in
/// docs/unikernel.md. On a console each has a line feed of its own before it.
/// </summary>
public static class FramedLine
{
    private const string Marker = "@vtnt ";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _line;

    /// <summary>Writes a line at once.</summary>
    /// <param name="channel">Where to; on a connection nothing stands between the lines.</param>
    /// <param name="kind">A word.</param>
    /// <param name="content">Anything without a line feed.</param>
    /// <exception cref="ProbingException">It cannot be written.</exception>
    [SupportedOSPlatform("linux")]
    public static void Write(ByteChannel channel, string kind, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(kind);
        ArrayBufferWriter<byte> line = _line ??= new(4096);
        line.ResetWrittenCount();
        Encoding.UTF8.GetBytes(channel.IsConnection ? Marker : "\n" + Marker, line);
        Encoding.UTF8.GetBytes(kind, line);
        line.Write(" "u8);
        line.Write(content);
        line.Write("\n"u8);
        channel.Write(line.WrittenSpan);
    }

    /// <summary>Writes a line of text at once, see <see cref="Write(ByteChannel, string, ReadOnlySpan{byte})"/>.</summary>
    /// <exception cref="ProbingException">It cannot be written.</exception>
    [SupportedOSPlatform("linux")]
    public static void Write(ByteChannel channel, string kind, string content) => Write(channel, kind, Encoding.UTF8.GetBytes(content));

    /// <summary>Takes a line apart, without its end; false when it is not one of these, and is the kernel's.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, out string kind, out string content)
    {
        (kind, content) = ("", "");
        if (!line.StartsWith(Marker))
        {
            return false;
        }

        ReadOnlySpan<char> rest = line[Marker.Length..].TrimEnd('\r');
        int space = rest.IndexOf(' ');
        (kind, content) = space < 0 ? (rest.ToString(), "") : (rest[..space].ToString(), rest[(space + 1)..].ToString());
        return true;
    }
}
