using System.Buffers;
using System.Text;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>What to measure and towards whom, checked before the first packet.</summary>
internal sealed class Job
{
    private readonly HostOptions _program;
    private readonly List<HostAddress> _targets = [];
    private TraceOptions? _trace;
    private PingOptions? _ping;
    private TntOptions? _tnt;

    private Job(HostOptions program) => _program = program;

    internal int Targets => _targets.Count;

    /// <summary>Reads letters and targets; what cannot be done here is refused.</summary>
    internal static Job Read(HostOptions program, List<string> pulled)
    {
        var job = new Job(program);
        IReadOnlyList<string> operands = program.Measurement switch
        {
            "trace" => Operands(TraceOptions.Parse(program.Words), out job._trace),
            "ping" => Operands(PingOptions.Parse(program.Words), out job._ping),
            "tnt" => Operands(TntOptions.Parse(program.Words), out job._tnt),
            null => throw new HostFailure("Say what to do: trace, ping or tnt, then options and addresses."),
            { } other => throw new HostFailure($"'{other}' is no measurement; there are trace, ping and tnt."),
        };
        job.Add(operands);
        job.Add(pulled);
        job.Add(program.TargetFile is { } file ? ReadTargets(file) : []);
        if (job._targets.Count == 0)
        {
            throw new HostFailure("There is no destination: name addresses, or a file by --targets.");
        }

        job.Refuse();
        job.Identify((ushort)Libc.GetProcess());
        return job;
    }

    /// <summary>Identifiers where the letters give none, as scamper makes them: hosts side by side tell their replies apart.</summary>
    private void Identify(ushort process)
    {
        ushort flow = (ushort)(process | 0x8000);
        _trace = _trace is null ? null : _trace with { SourcePort = _trace.SourcePort ?? flow };
        _ping = _ping is null ? null : _ping with { SourcePort = _ping.SourcePort ?? process };
        _tnt = _tnt is null ? null : _tnt with { TraceIdentifier = flow, PingIdentifier = process };
    }

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

    private void Add(IReadOnlyList<string> operands)
    {
        foreach (string operand in operands)
        {
            HostAddress address = HostOptions.Address(operand);
            _targets.Add(_program.AllowReserved || !ReservedPrefixes.Contains(address)
                ? address
                : throw new HostFailure($"{address} is a reserved address; --allow-reserved says that such are ordinary here."));
        }
    }

    private void Refuse()
    {
        if (_trace is { Method: TraceMethod.Tcp or TraceMethod.TcpAck })
        {
            throw new HostFailure("TCP probes are not available here: the system answers them itself; use udp-paris or icmp-paris.");
        }

        if (_trace is { ConstantPayload: true })
        {
            throw new HostFailure("Probes with a constant payload need an IP-ID of their own, which the system here does not let us choose.");
        }

        if (_trace is { ReverseNames: true } or { Datalink: true } or { Raw: true } || (_ping?.Sockets ?? 0) != 0 || _ping is { Spoof: true })
        {
            throw new HostFailure("Names, a choice of sockets and another's address (-M of ping, words of -O) are not available here.");
        }

        if (_program.Format == "text" && _tnt is null)
        {
            throw new HostFailure("Text is written for tnt alone; use --format json or warts.");
        }

        if (_tnt is not null)
        {
            _tnt = _tnt with { Profile = _program.IsCompat ? TntProfile.Compat : TntProfile.Strict, AllowReserved = _program.AllowReserved };
        }
    }

    private static List<string> ReadTargets(string path)
    {
        int file = Libc.Open(path, Libc.ReadOnly);
        if (file < 0)
        {
            throw new HostFailure($"Cannot read {path} (error {Libc.LastError}).");
        }

        var content = new ArrayBufferWriter<byte>(4096);
        int read;
        while ((read = (int)Libc.Read(file, content.GetSpan(4096), 4096)) > 0)
        {
            content.Advance(read);
        }

        _ = Libc.Close(file);
        List<string> targets = [];
        for (ReadOnlySpan<byte> rest = content.WrittenSpan; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            int comment = line.IndexOf((byte)'#');
            string word = Encoding.UTF8.GetString(comment < 0 ? line : line[..comment]).Trim();
            if (word.Length > 0)
            {
                targets.Add(word);
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return targets;
    }
}
