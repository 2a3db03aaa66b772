using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Host;

/// <summary>What to measure and towards whom, checked before the first packet.</summary>
internal sealed class Job
{
    /// <summary>So many that the list and what measures them fit into the heap of 8 MiB.</summary>
    private const int MostTargets = 100_000;

    private readonly List<HostAddress> _targets = [];
    private readonly TraceOptions? _trace;
    private readonly PingOptions? _ping;
    private readonly TntOptions? _tnt;

    /// <summary>Reads letters and targets; what cannot be done here is refused.</summary>
    internal Job(HostOptions program, List<string> pulled)
    {
        IReadOnlyList<string> operands = program.Words switch
        {
            ["trace", .. var letters] => Operands(TraceOptions.Parse(letters), out _trace),
            ["ping", .. var letters] => Operands(PingOptions.Parse(letters), out _ping),
            ["tnt", .. var letters] => Operands(TntOptions.Parse(letters), out _tnt),
            [] => throw new HostFailure("Say what to do: trace, ping or tnt, then options and addresses."),
            [var other, ..] => throw new HostFailure($"'{other}' is no measurement; there are trace, ping and tnt."),
        };
        foreach (string operand in (IReadOnlyList<string>)[.. operands, .. pulled])
        {
            Add(operand, program.AllowReserved);
        }

        if (program["--targets"] is { } path)
        {
            AddFrom(path, program.AllowReserved);
        }

        string? problem = _targets.Count == 0 ? "There is no destination: name addresses, or a file by --targets."
            : program.Format == "text" && _tnt is null ? "Text is written for tnt alone; use --format json or warts."
            : _trace is { ReverseNames: true } ? "Names (-O ptr) are not available here."
            : _trace is not null ? PortableRawTransport.WhyNot(_trace)
            : _ping is not null ? PortableRawTransport.WhyNot(_ping)
            : null;
        if (problem is not null)
        {
            throw new HostFailure(problem);
        }

        // Identifiers where the letters give none, as scamper makes them: hosts side by side tell their replies apart.
        (ushort process, ushort flow) = ((ushort)Environment.ProcessId, (ushort)(Environment.ProcessId | 0x8000));
        _trace = _trace is null ? null : _trace with { SourcePort = _trace.SourcePort ?? flow };
        _ping = _ping is null ? null : _ping with { SourcePort = _ping.SourcePort ?? process };
        _tnt = _tnt is null ? null : _tnt with
        {
            TraceIdentifier = flow,
            PingIdentifier = process,
            Profile = program.OneOf("--profile", "strict", "compat") == "compat" ? TntProfile.Compat : TntProfile.Strict,
            AllowReserved = program.AllowReserved,
        };
    }

    internal int Targets => _targets.Count;

    /// <summary>The source that the prober runs.</summary>
    internal IMeasurementSource ToSource(ISourceAddressLookup sources, ResultWriter results) =>
        _trace is { } trace ? new TraceSource(_targets, trace, sources, results.Write)
        : _ping is { } ping ? new PingSource(_targets, ping, sources, results.Write)
        : new TntRun(_targets, _tnt!, sources, results.Write);

    private static IReadOnlyList<string> Operands<TOptions>(ParsedOptions<TOptions> parsed, out TOptions options)
        where TOptions : class
    {
        options = parsed.Options ?? throw new HostFailure(parsed.Error ?? "The options cannot be read.");
        return parsed.Operands;
    }

    private void AddFrom(string path, bool allowReserved)
    {
        using var file = ByteChannel.OpenToRead(path);
        while (file.ReadLine(default) is { } line)
        {
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            if ((comment < 0 ? line : line[..comment]).Trim() is { Length: > 0 } word)
            {
                Add(word, allowReserved);
            }
        }
    }

    private void Add(string operand, bool allowReserved)
    {
        HostAddress address = HostOptions.Address(operand);
        _targets.Add(_targets.Count == MostTargets ? throw new HostFailure($"There are more than {MostTargets} destinations; give them in parts.")
            : allowReserved || !ReservedPrefixes.Contains(address)
            ? address
            : throw new HostFailure($"{address} is a reserved address; --allow-reserved says that such are ordinary here."));
    }
}
