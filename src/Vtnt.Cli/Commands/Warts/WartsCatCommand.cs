using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary><c>vtnt warts cat -o OUT FILE…</c>: several files as one.</summary>
internal static class WartsCatCommand
{
    private const int PartLength = 1024 * 1024;

    private static readonly LongOptions Options = new([], ["o"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        WartsArguments read = WartsArguments.Read(arguments, Options);
        string name = read.OutputFile ?? throw new UsageException("say where to: 'vtnt warts cat -o OUT FILE...', with '-' for standard output");
        if (CompressedInput.HasCompressedName(name))
        {
            throw new UsageException($"-o writes uncompressed files; leave out '{Path.GetExtension(name)}'");
        }

        string? output = name == "-" ? null : Path.GetFullPath(name);
        if (output is not null && read.Files.Exists(file => file != "-" && Path.GetFullPath(file) == output))
        {
            throw new UsageException($"'{name}' cannot be read and written at once; give -o another name");
        }

        using Stream? file = output is null ? null
            : new FileStream(output, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        return Copy(read.Files, name, file ?? terminal.OutputBytes, terminal);
    }

    private static int Copy(List<string> files, string name, Stream output, Terminal terminal)
    {
        WartsConcatenator? concatenator = null;
        var slot = new WartsSlot(buffer =>
        {
            concatenator = new(buffer);
            return reader => reader.Visit(ref concatenator);
        });
        if (output.CanSeek && output.Length > 0)
        {
            Continue(name, output, slot);
        }

        int exit = new WartsInputs(files, terminal).ReadAll((_, stream) =>
        {
            concatenator!.BeginFile();
            return Read(stream, slot, output);
        });
        if (concatenator!.SkippedCount > 0)
        {
            terminal.Errors.WriteLine(
                $"vtnt: {concatenator.SkippedCount} records left out: their types are not decoded, and they refer to addresses of their old file");
            return exit == ExitCode.Done ? ExitCode.Partial : exit;
        }

        return exit;
    }

    /// <summary>Reads what the output has already, for the numbers of its lists and cycles.</summary>
    private static void Continue(string name, Stream output, WartsSlot slot)
    {
        WartsDamages damages = Read(output, slot, Stream.Null);
        if (damages.Count > 0)
        {
            throw new UsageException($"'{name}' exists and is no sound warts file ({damages.First[0].Message}); give -o another name");
        }

        output.Seek(0, SeekOrigin.End);
    }

    private static WartsDamages Read(Stream stream, WartsSlot slot, Stream output)
    {
        var damages = new WartsDamages();
        using var reader = new WartsReader(stream, leaveOpen: true);
        bool isMore = true;
        while (isMore)
        {
            isMore = slot.Read(reader, PartLength);
            slot.HandOver(output, damages);
        }

        return damages;
    }
}
