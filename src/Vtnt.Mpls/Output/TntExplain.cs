using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Explains each verdict on a path: the rule, the observed values, and what would have changed it. A path without any
/// verdict is explained by the hop that came nearest to one.
/// </summary>
public static class TntExplain
{
    /// <summary>The explanations: tunnels in path order, then candidates.</summary>
    /// <param name="trace">The findings.</param>
    /// <param name="options">The options by which they were made; their thresholds are named.</param>
    public static ImmutableArray<TntExplanation> Explain(TntTrace trace, TntOptions options)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(options);
        ImmutableArray<TntExplanation>.Builder explanations = ImmutableArray.CreateBuilder<TntExplanation>();
        foreach (Tunnel tunnel in trace.Tunnels)
        {
            explanations.Add(new(
                ExplainWords.Verdict(tunnel),
                ExplainRules.Rule(tunnel.Trigger, options),
                Observed(tunnel),
                $"{ExplainRules.WouldChange(tunnel.Trigger, tunnel.Evidence, options)} {ExplainWords.WouldChangeGrade(tunnel)}".TrimEnd()));
        }

        foreach (TunnelCandidate candidate in trace.Candidates)
        {
            explanations.Add(new(
                ExplainWords.Verdict(candidate),
                ExplainRules.Rule(candidate.Trigger, options),
                $"{ExplainRules.Observed(candidate.Trigger, candidate.Evidence, candidate.ExplainedExcess)} {ExplainWords.Outcome(candidate)}",
                ExplainWords.WouldConfirm(candidate.Outcome)));
        }

        return explanations.Count > 0 ? explanations.ToImmutable() : [NoVerdict(trace, options)];
    }

    /// <summary>The explanations as text: four lines each, an empty line behind each.</summary>
    /// <param name="trace">The findings.</param>
    /// <param name="options">The options by which they were made.</param>
    public static string Write(TntTrace trace, TntOptions options)
    {
        StringBuilder text = new();
        foreach (TntExplanation explanation in Explain(trace, options))
        {
            text.Append(explanation.Verdict).Append('\n');
            text.Append("  rule:       ").Append(explanation.Rule).Append('\n');
            text.Append("  observed:   ").Append(explanation.Observed).Append('\n');
            text.Append("  otherwise:  ").Append(explanation.WouldChange).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Observed(Tunnel tunnel)
    {
        string observed = ExplainRules.Observed(tunnel.Trigger, tunnel.Evidence, tunnel.ExplainedExcess);
        string estimate = ExplainWords.Estimate(tunnel);
        string revelation = ExplainWords.Revelation(tunnel);
        return string.Join(' ', new[] { observed, revelation, estimate }.Where(part => part.Length > 0));
    }

    private static TntExplanation NoVerdict(TntTrace trace, TntOptions options)
    {
        HopIndicators? nearest = trace.Indicators
            .Where(hop => hop.Kind == ReplyKind.TimeExceeded && hop.Frpla is not null).OrderBy(hop => -hop.Frpla!.Value).FirstOrDefault(_ => true);
        string observed = nearest is null
            ? "No router told a reply TTL."
            : string.Create(CultureInfo.InvariantCulture, $"The largest excess of a return path is {nearest.Frpla}, at hop {nearest.ProbeTtl} ({nearest.Address}).");
        return new(
            "No tunnel, and nothing to suspect one.",
            string.Create(CultureInfo.InvariantCulture, $"No label, quoted TTL above 1, u-turn or repeated address; RTLA below {options.RtlaThreshold}, FRPLA below {options.FrplaThreshold}."),
            observed,
            nearest?.ReplyTtl is { } ttl && nearest.Frpla < options.FrplaThreshold && ttl > options.FrplaThreshold - nearest.Frpla
                ? string.Create(CultureInfo.InvariantCulture, $"A reply TTL of {ttl - (options.FrplaThreshold - nearest.Frpla)} or less at that hop would have made it a suspect.")
                : "Labels, quoted TTLs or longer return paths would have named a suspect.");
    }
}
