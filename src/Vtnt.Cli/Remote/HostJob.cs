using System.Text;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// The words for a vtnt-host that does not see the files of this machine: a target file is read here and put beside it.
/// </summary>
/// <param name="Words">What stands on its command line, behind its name.</param>
/// <param name="Targets">The content of the file <see cref="TargetPath"/>; null when there is none.</param>
internal sealed record HostJob(IReadOnlyList<string> Words, byte[]? Targets)
{
    /// <summary>The name of the target file beside vtnt-host.</summary>
    internal const string TargetFile = "targets";

    private const string TargetOption = "--targets", TargetPath = "/" + TargetFile;

    /// <summary>Reads the target file that the words name, if they do.</summary>
    /// <exception cref="UsageException">There is no such file, or more than one.</exception>
    internal static HostJob Read(IReadOnlyList<string> words)
    {
        string[] own = [.. words];
        int at = Array.IndexOf(own, TargetOption) + 1;
        if (at == 0 || at == own.Length)
        {
            return new(own, null);
        }

        if (Array.IndexOf(own, TargetOption, at) >= 0)
        {
            throw new UsageException($"{TargetOption} is given twice");
        }

        byte[] targets = File.Exists(own[at]) ? File.ReadAllBytes(own[at]) : throw new UsageException($"there is no file '{own[at]}'");
        own[at] = TargetPath;
        return new(own, targets);
    }

    /// <summary>The same job with the destinations at its end moved into the target file.</summary>
    internal HostJob WithTargetsInFile()
    {
        int first = Words.Count;
        while (first > 0 && HostAddress.TryParse(Words[first - 1], out _))
        {
            first--;
        }

        // Behind an option it may be that option's value.
        first += first > 0 && first < Words.Count && Words[first - 1].StartsWith('-') ? 1 : 0;
        byte[] moved = Encoding.ASCII.GetBytes(string.Concat(Words.Skip(first).Select(word => word + "\n")));
        return moved.Length == 0 ? this
            : Targets is null ? new([.. Words.Take(first), TargetOption, TargetPath], moved)
            : new([.. Words.Take(first)], [.. Targets, .. "\n"u8, .. moved]);
    }
}
