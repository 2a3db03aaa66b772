using System.Collections;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// The destinations of a run: those that were typed, checked before the first probe, then those of a file, read as
/// probing goes. A bad line of the file is told and counted, and does not stop the others.
/// </summary>
internal sealed class TargetList : IEnumerable<HostAddress>, IDisposable
{
    private readonly List<HostAddress> _typed;
    private readonly TextReader? _file;
    private readonly TargetRules _rules;
    private readonly Terminal _terminal;

    private TargetList(List<HostAddress> typed, TextReader? file, TargetRules rules, Terminal terminal) =>
        (_typed, _file, _rules, _terminal) = (typed, file, rules, terminal);

    /// <summary>Destinations known beforehand; null when a file holds more.</summary>
    internal int? Count => _file is null ? _typed.Count : null;

    /// <summary>Lines of the file that are no destination.</summary>
    internal int BadLines { get; private set; }

    /// <summary>Checks what was typed and opens the file.</summary>
    /// <exception cref="UsageException">A destination cannot be probed, or there is none.</exception>
    internal static TargetList Open(string command, ProgramArguments arguments, Vantage vantage, Terminal terminal)
    {
        var rules = new TargetRules(arguments, vantage);
        List<HostAddress> typed = [];
        foreach (string operand in arguments.Operands)
        {
            typed.Add(rules.TryRead(operand, out HostAddress address) is { } problem ? throw new UsageException(problem) : address);
        }

        string? path = arguments.Value("targets");
        if (typed.Count == 0 && path is null)
        {
            typed.AddRange(vantage.Network is { } network
                ? rules.DefaultsOf(network)
                : throw new UsageException($"name at least one destination, or a file of them by --targets; 'vtnt {command} --help' tells more"));
        }

        TextReader? file = path is null ? null : new StreamReader(path == "-" ? terminal.InputBytes : File.OpenRead(path));
        return new(typed, file, rules, terminal);
    }

    public IEnumerator<HostAddress> GetEnumerator()
    {
        foreach (HostAddress address in _typed)
        {
            yield return address;
        }

        for (int number = 1; _file?.ReadLine() is { } line; number++)
        {
            string word = line.Split('#')[0].Trim();
            if (word.Length == 0)
            {
                continue;
            }

            if (_rules.TryRead(word, out HostAddress address) is { } problem)
            {
                BadLines++;
                _terminal.Errors.WriteLine($"vtnt: target {number} is left out: {problem}");
                continue;
            }

            yield return address;
        }
    }

    public void Dispose() => _file?.Dispose();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
