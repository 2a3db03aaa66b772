using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Runs a session over a scripted network and keeps what it asked for, as scamper's commands.</summary>
internal sealed class CorpusRun
{
    internal CorpusRun(CorpusCase corpusCase, TntProfile profile)
        : this(corpusCase, OptionsOf(corpusCase, profile))
    {
    }

    internal CorpusRun(CorpusCase corpusCase, TntOptions options)
    {
        CorpusNetwork network = new(corpusCase.Scenario);
        TntSession session = new(HostAddress.Parse(corpusCase.Args[1]), options);
        while (session.TryNext(out TntRequest? request))
        {
            Commands.Add(CommandOf(request));
            if (request.TraceOptions is not null)
            {
                Trace trace = network.Trace(request);
                ProbesSent += trace.ProbesSent;
                TntSession.OnTrace(request, trace);
            }
            else
            {
                Ping ping = network.Ping(request);
                ProbesSent += ping.ProbesSent;
                TntSession.OnPing(request, ping);
            }
        }

        Assert.That(session.IsFinished, "The session asks for nothing more and is not finished.");
        Result = session.ToTntTrace();
    }

    internal List<string> Commands { get; } = [];

    internal int ProbesSent { get; }

    internal TntTrace Result { get; }

    /// <summary>The text of TNT with masked round-trip times.</summary>
    internal string MaskedText => TntText.Write(Result, verbose: true).Replace(" 0.047 ms", " R ms", StringComparison.Ordinal);

    internal static TntOptions OptionsOf(CorpusCase corpusCase, TntProfile profile)
    {
        TntOptions options = new() { Profile = profile };
        for (int index = 2; index < corpusCase.Args.Count; index++)
        {
            int Value() => int.Parse(corpusCase.Args[++index], CultureInfo.InvariantCulture);
            options = corpusCase.Args[index] switch
            {
                "-b" => options with { BruteForce = true },
                "-c" => options with { PingCount = Value() },
                "-f" => options with { FrplaThreshold = Value() },
                "-r" => options with { RtlaThreshold = Value() },
                "-s" => options with { FirstHop = (byte)Value() },
                "-m" => options with { Method = corpusCase.Args[++index] == "udp-paris" ? TraceMethod.UdpParis : TraceMethod.IcmpParis },
                _ => throw new NotSupportedException(corpusCase.Args[index]),
            };
        }

        return options;
    }

    private static string CommandOf(TntRequest request)
    {
        if (request.PingOptions is { } ping)
        {
            return $"ping -P icmp-echo -c {ping.ProbeCount} {request.Destination}";
        }

        TraceOptions trace = request.TraceOptions!;
        string loops = request.Kind == TntRequestKind.InitialTrace ? " -l 1" : "";
        string method = trace.Method == TraceMethod.UdpParis ? "udp-paris" : "icmp-paris";
        Assert.That(trace.Loops, Is.EqualTo(1));
        return $"trace -f {trace.FirstHop}{loops} -P {method} -U {trace.UserId} -w {trace.WaitTimeout.TotalSeconds:0} "
            + $"-q {trace.Attempts} -g {trace.GapLimit} {request.Destination}";
    }
}
