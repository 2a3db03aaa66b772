namespace Vtnt.Cli;

/// <summary>Files that the user names: <c>-</c> is standard input, what is compressed with bzip2 or xz is unpacked.</summary>
internal static class InputFiles
{
    /// <summary>Opens a file for reading.</summary>
    internal static Stream Open(string name, Terminal terminal)
    {
        Stream stream = name == "-" ? terminal.InputBytes : new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] front = new byte[CompressedInput.MagicLength];
        int length = stream.ReadAtLeast(front, front.Length, throwOnEndOfStream: false);
        Stream whole = stream;
        if (stream.CanSeek)
        {
            stream.Seek(-length, SeekOrigin.Current);
        }
        else
        {
            whole = new ResumedStream(front.AsMemory(0, length), stream, fills: CompressedInput.IsPacked(front.AsSpan(0, length)));
        }

        return CompressedInput.Unpack(whole, front.AsSpan(0, length));
    }
}
