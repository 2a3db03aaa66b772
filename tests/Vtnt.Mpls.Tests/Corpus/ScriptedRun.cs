using System.Text.Json;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Runs sessions that share their work over one scripted network, in the order of their destinations.</summary>
internal sealed class ScriptedRun
{
    internal ScriptedRun(string scenario, TntOptions options, params string[] destinations)
        : this(ScriptedScenario.Parse(scenario), options, destinations)
    {
    }

    private ScriptedRun(JsonElement scenario, TntOptions options, string[] destinations)
    {
        CorpusNetwork network = new(scenario);
        TntWork work = new(options);
        uint userId = 0;
        foreach (string destination in destinations)
        {
            _ = new TntSession(
                HostAddress.Parse(ScriptedScenario.Address(destination)), work, ++userId, session => Results.Add(session.ToTntTrace()));
        }

        while (work.TryTake(out TntRequest? request))
        {
            Requests.Add(request);
            if (request.TraceOptions is not null)
            {
                Trace trace = network.Trace(request);
                ProbesSent += trace.ProbesSent;
                request.Complete(trace);
            }
            else
            {
                Ping ping = network.Ping(request);
                ProbesSent += ping.ProbesSent;
                request.Complete(ping);
            }
        }

        Assert.That(Results, Has.Count.EqualTo(destinations.Length));
    }

    internal List<TntTrace> Results { get; } = [];

    internal List<TntRequest> Requests { get; } = [];

    internal int ProbesSent { get; }

    /// <summary>The findings of the only or first destination to finish, addresses replaced by names, without indentation.</summary>
    internal string Findings => Text(Results[0]);

    internal static string Text(TntTrace trace) => ScriptedScenario.WithNames(FindingsText.Of(trace)).Replace("  ", "", StringComparison.Ordinal);

    /// <summary>The findings in the strict profile.</summary>
    internal static string Strict(string scenario) => new ScriptedRun(scenario, new TntOptions(), "D").Findings;

    /// <summary>The findings in the compat profile.</summary>
    internal static string Compat(string scenario) =>
        new ScriptedRun(scenario, new TntOptions { Profile = TntProfile.Compat }, "D").Findings;
}
