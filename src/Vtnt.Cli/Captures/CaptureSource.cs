using Vtnt.Probing.Pcap;

namespace Vtnt.Cli;

/// <summary>A capture that can be read more than once: a file, or a stream that was put aside in one.</summary>
internal sealed class CaptureSource : IDisposable
{
    /// <summary>The name of standard input.</summary>
    internal const string StandardInput = "/dev/stdin";

    private readonly FileStream _file;

    private CaptureSource(string name, FileStream file) => (Name, _file) = (name, file);

    /// <summary>The name that the user gave.</summary>
    internal string Name { get; }

    /// <summary>What was wrong with compressed bytes, of which those before the damage are here; null when nothing was.</summary>
    internal string? Failure { get; private init; }

    /// <summary>Opens a file, a pipe or standard input.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it, or it is a directory.</exception>
    internal static CaptureSource Open(string path, Terminal terminal)
    {
        bool isStandardInput = path == StandardInput;
        string name = isStandardInput ? "standard input" : path;
        Stream stream = InputFiles.Open(isStandardInput ? "-" : path, terminal);
        if (stream is FileStream { CanSeek: true } file)
        {
            return new(name, file);
        }

        using (isStandardInput ? null : stream)
        {
            FileStream aside = PutAside(stream, out string? failure);
            return new(name, aside) { Failure = failure };
        }
    }

    /// <summary>A reader at the capture's beginning; the one before it must not be used any more.</summary>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    internal CaptureReader Read()
    {
        _file.Position = 0;
        return new CaptureReader(_file, leaveOpen: true);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream PutAside(Stream stream, out string? failure)
    {
        FileStream file = CreateTemporary();
        failure = null;
        try
        {
            stream.CopyTo(file);
        }
        catch (InvalidDataException damage)
        {
            failure = damage.Message;
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    /// <summary>A file that only this user can read and that vanishes with the program.</summary>
    private static FileStream CreateTemporary()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"vtnt-{Path.GetRandomFileName()}"), options);
    }
}
