using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>Goes through the files of a command, says what is wrong with them and what that means for the exit code.</summary>
internal sealed class WartsInputs(IReadOnlyList<string> files, Terminal terminal)
{
    private readonly IReadOnlyList<string> _files = files;
    private readonly Terminal _terminal = terminal;

    /// <summary>
    /// Reads every file. One that cannot be opened, is empty or damaged costs a warning; the others are read all the same.
    /// </summary>
    /// <param name="read">Reads a file of the given name and tells what became of it.</param>
    /// <returns>The exit code.</returns>
    internal int ReadAll(Func<string, Stream, WartsDamages> read)
    {
        long records = 0;
        bool isSound = true;
        foreach (string file in _files)
        {
            if (_terminal.Interrupted.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }

            if (!TryOpen(file, out Stream? stream))
            {
                isSound = false;
                continue;
            }

            using (stream)
            {
                WartsDamages damages = read(file, stream);
                records += damages.Records;
                isSound &= Report(file, damages);
            }
        }

        return _terminal.Interrupted.IsCancellationRequested ? ExitCode.Interrupted
            : isSound ? ExitCode.Done : records > 0 ? ExitCode.Partial : ExitCode.Usage;
    }

    private bool TryOpen(string file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Stream? stream)
    {
        try
        {
            stream = InputFiles.Open(file, _terminal);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Warn($"{file}: {failure.Message}");
            stream = null;
            return false;
        }
    }

    private bool Report(string file, WartsDamages damages)
    {
        if (damages.Count == 0 && damages.Records > 0)
        {
            return true;
        }

        WartsFormatException? first = damages.First.Count > 0 ? damages.First[0] : null;
        string more = damages.Count > 1 ? $" (and {damages.Count - 1} more damaged places)" : "";
        Warn(first is null ? $"{file}: the file is empty" : $"{file}: {first.Message}{more}");
        return false;
    }

    private void Warn(string text)
    {
        _terminal.Output.Flush();
        _terminal.Errors.WriteLine($"vtnt: {text}");
    }
}
