using System.Globalization;
using System.Text;

namespace Vtnt.Probing.Tests;

/// <summary>A finished trace as lines for a reviewer: what ended it, its hops with their probes, and what came after the path.</summary>
internal static class TraceText
{
    internal static string Of(Trace trace)
    {
        var text = new StringBuilder();
        string stopHop = trace.StopHop is { } hop ? $" at {hop}" : "";
        text.Append(CultureInfo.InvariantCulture, $"stop {trace.StopReason} {trace.StopData}{stopHop}, ");
        text.Append(CultureInfo.InvariantCulture, $"hops {trace.FirstHop}-{trace.HopCount}, probes {trace.ProbesSent}, flags {trace.Flags}\n");
        foreach (Hop each in trace.Hops)
        {
            text.Append(CultureInfo.InvariantCulture, $"hop {each.ProbeTtl}{string.Concat(each.Probes.Select(Of))}\n");
        }

        if (!trace.LastDitch.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"last ditch{string.Concat(trace.LastDitch.Select(Of))}\n");
        }

        if (trace.Doubletree is { } tree)
        {
            text.Append(CultureInfo.InvariantCulture, $"doubletree from {tree.FirstHop}, gss {tree.GlobalStop?.ToString() ?? "-"}, ");
            text.Append(CultureInfo.InvariantCulture, $"lss {tree.LocalStop?.ToString() ?? "-"}, set {tree.LocalStopSet ?? "-"}\n");
        }

        if (trace.PathMtu is { } mtu)
        {
            text.Append(CultureInfo.InvariantCulture, $"path mtu {mtu.Mtu}, interface {mtu.InterfaceMtu}, outgoing {mtu.OutgoingMtu}\n");
            foreach (PathMtuNote note in mtu.Notes)
            {
                string by = note.ReplyIndex is { } index ? $" by {mtu.Probes.SelectMany(p => p.Replies).ElementAt(index).Address}" : "";
                text.Append(CultureInfo.InvariantCulture, $"note {note.Kind} {note.NextHopMtu}{by}\n");
            }
        }

        return text.ToString();
    }

    private static string Of(ProbeOutcome probe)
    {
        string what = probe.Failure != SendFailure.None ? probe.Failure.ToString()
            : probe.Replies.IsEmpty ? "*"
            : string.Join(" + ", probe.Replies.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Address} {r.Rtt.TotalMilliseconds:0.###} ms")));
        return $" [{probe.Attempt}: {what}]";
    }
}
