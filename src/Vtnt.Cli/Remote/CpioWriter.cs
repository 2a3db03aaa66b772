using System.Globalization;
using System.Text;

namespace Vtnt.Cli;

/// <summary>
/// Writes an archive in the form that kernels unpack as their initrd: cpio, "newc", that is for each file a header of
/// 6 + 13 × 8 characters, its name and its content, each padded to a multiple of four bytes. Same content, same bytes.
/// </summary>
internal sealed class CpioWriter(Stream output)
{
    private const string Magic = "070701", LastName = "TRAILER!!!";
    private const uint RegularFile = 0x8000;
    private const int Alignment = 4, Block = 512;

    private uint _files;
    private long _written;

    /// <summary>Adds a plain file of root's.</summary>
    /// <param name="name">Its path, without a slash in front.</param>
    /// <param name="isExecutable">Anybody may execute it.</param>
    /// <param name="content">What is in it.</param>
    internal void Add(string name, bool isExecutable, ReadOnlySpan<byte> content) =>
        Write(name, inode: _files++, RegularFile | (isExecutable ? 0b111_101_101u : 0b110_100_100u), links: 1, content);

    /// <summary>Writes the end; nothing can be added any more.</summary>
    internal void End()
    {
        Write(LastName, inode: 0, mode: 0, links: 1, []);
        Pad(Block);
    }

    private void Write(string name, uint inode, uint mode, uint links, ReadOnlySpan<byte> content)
    {
        // Inode, mode, user, group, links, time, size, device (two numbers), device of a device file (two), length of the name, checksum.
        ReadOnlySpan<uint> fields = [inode, mode, 0, 0, links, 0, (uint)content.Length, 0, 0, 0, 0, (uint)name.Length + 1, 0];
        var header = new StringBuilder(Magic);
        foreach (uint field in fields)
        {
            header.Append(field.ToString("X8", CultureInfo.InvariantCulture));
        }

        Put(Encoding.ASCII.GetBytes($"{header}{name}\0"));
        Pad(Alignment);
        Put(content);
        Pad(Alignment);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _written += bytes.Length;
    }

    private void Pad(int multiple) => Put(new byte[(int)((multiple - (_written % multiple)) % multiple)]);
}
