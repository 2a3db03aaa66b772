using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary>The tunnels under the path, each with its evidence, and the suspicions that came to nothing.</summary>
internal static class TunnelList
{
    private const int Indent = 13;

    /// <summary>Writes the tunnels; nothing without one.</summary>
    internal static void Write(TntTrace trace, ViewOptions options, TextWriter output)
    {
        for (int index = 0; index < trace.Tunnels.Length; index++)
        {
            Tunnel tunnel = trace.Tunnels[index];
            output.WriteLine();
            string number = trace.Tunnels.Length == 1 ? "" : $"{ViewText.Number(index + 1)}  ";
            Ink.Magenta.Write(output, number + TunnelText.Kind(tunnel.Kind), options.Colour);
            output.WriteLine();
            WriteOne(tunnel, options, output);
        }

        WriteCandidates(trace, options, output);
    }

    private static void WriteOne(Tunnel tunnel, ViewOptions options, TextWriter output)
    {
        void Say(string label, string text) => Paragraph.Write(label, Indent, new Cell(text, Ink.Plain), options, output);

        Say("path", TunnelText.Ends(tunnel));
        Say("routers", TunnelText.Routers(tunnel));
        Say("evidence", EvidenceText.Of(tunnel.Trigger, tunnel.Evidence, tunnel.ExplainedExcess));
        if (TunnelText.Estimate(tunnel) is { } estimate)
        {
            Say("estimate", estimate);
        }

        Say("proof", TunnelText.Grade(tunnel));
        if (tunnel.OtherEgress is { } other)
        {
            Say("egress", $"may also be {other}: the quoted TTLs allow both");
        }

        if (tunnel.IsEgressAssumed)
        {
            Say("egress", "assumed: the last router revealed, without a proof of its own");
        }

        if (TunnelText.Completeness(tunnel) is { } completeness)
        {
            Say("complete", completeness);
        }
    }

    private static void WriteCandidates(TntTrace trace, ViewOptions options, TextWriter output)
    {
        if (trace.Candidates.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("suspicions that came to nothing");
        Table table = new(new Column("hops", true), new Column("between"), new Column("evidence")) { Indent = 2 };
        foreach (TunnelCandidate candidate in trace.Candidates)
        {
            string ingress = candidate.IsIngressSilent && candidate.Ingress is { } before
                ? $"* behind {before}"
                : TunnelText.Ingress(candidate.Ingress, candidate.IngressHop);
            table.Add(new TableRow
            {
                Cells =
                [
                    new Cell($"{ViewText.Number(candidate.IngressHop)}-{ViewText.Number(candidate.EgressHop)}", Ink.Plain),
                    new Cell($"{ingress} → {candidate.Egress}", Ink.Plain),
                    new Cell(TunnelText.Trigger(candidate), Ink.Plain),
                ],
                Notes = [new Cell(TunnelText.Outcome(candidate.Outcome), Ink.Dim)],
            });
        }

        table.Write(output, options);
    }
}
