using System.Collections.Immutable;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// The tunnels of a path as a line left of it, from ingress to egress, and the part that each slot has in them.
/// </summary>
internal sealed class TunnelDrawing
{
    // Bits of TntAnnotation.Discoveries.
    private const int Dpr = 0x10, Brpr = 0x20, Buddy = 0x40, Revealed = 0x100;

    private readonly ImmutableArray<Hop> _slots;
    private readonly bool[] _isRevealed;
    private readonly List<TunnelSpan> _spans = [];
    private readonly bool _isOne;

    internal TunnelDrawing(TntTrace trace)
    {
        _slots = trace.AnnotatedTrace.Hops;
        _isRevealed = FindRevealed(trace);
        _isOne = trace.Tunnels.Length == 1;
        foreach (Tunnel tunnel in trace.Tunnels)
        {
            _spans.Add(Place(tunnel));
        }
    }

    /// <summary>What is drawn and said at a slot.</summary>
    internal PathMark Mark(int slot)
    {
        List<Cell> notes = [];
        foreach (TunnelSpan span in _spans)
        {
            if (span.Covers(slot))
            {
                AddNotes(slot, span, notes);
            }
        }

        string below = _spans.Exists(span => span.Covers(slot) && slot < span.Last) ? "│" : "";
        return new PathMark(Gutter(slot), below, _isRevealed[slot], notes);
    }

    /// <summary>True for a slot that says by itself that it was revealed.</summary>
    internal static bool IsRevealed(Hop slot) => (Discoveries(slot) & Revealed) != 0;

    /// <summary>
    /// The slots that are not hops of the trace. The bit says it, except of silent routers under the rules of TNT 5.0,
    /// which are found by their place.
    /// </summary>
    private static bool[] FindRevealed(TntTrace trace)
    {
        ImmutableArray<Hop> slots = trace.AnnotatedTrace.Hops;
        HashSet<byte> answered = [];
        foreach (Hop hop in trace.Trace.Hops)
        {
            if (!hop.IsSilent)
            {
                answered.Add(hop.ProbeTtl);
            }
        }

        bool[] revealed = new bool[slots.Length];
        int next = trace.Trace.FirstHop;
        for (int slot = 0; slot < slots.Length; slot++)
        {
            Hop hop = slots[slot];
            bool isHop = !IsRevealed(hop) && hop.ProbeTtl == next && hop.IsSilent != answered.Contains(hop.ProbeTtl);
            revealed[slot] = !isHop;
            next += isHop ? 1 : 0;
        }

        return revealed;
    }

    private static int Discoveries(Hop hop) => hop.Tnt?.Discoveries ?? 0;

    private TunnelSpan Place(Tunnel tunnel)
    {
        int ingress = SlotOf(tunnel.IngressHop);
        int first = Math.Max(0, ingress);
        int egress = SlotOf(tunnel.EgressHop);
        bool isHiddenEgress = tunnel.Kind == TunnelKind.InvisibleUhp;
        int last = egress >= 0 ? egress : isHiddenEgress ? LastRevealed(first) : LastRouter(tunnel, first);
        return new TunnelSpan(_spans.Count + 1, tunnel, first, last, ingress >= 0, egress >= 0 || (isHiddenEgress && last > first));
    }

    private int SlotOf(byte? probeTtl)
    {
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if (!_isRevealed[slot] && _slots[slot].ProbeTtl == probeTtl)
            {
                return slot;
            }
        }

        return -1;
    }

    private int LastRevealed(int slot)
    {
        while (slot + 1 < _slots.Length && _isRevealed[slot + 1])
        {
            slot++;
        }

        return slot;
    }

    private int LastRouter(Tunnel tunnel, int first)
    {
        int last = LastRevealed(first);
        foreach (TunnelRouter router in tunnel.Routers)
        {
            last = Math.Max(last, router.Technique == TunnelTechnique.Seen ? SlotOf(router.ProbeTtl) : -1);
        }

        return last;
    }

    private string Gutter(int slot)
    {
        int begins = 0, ends = 0, inside = 0;
        bool isOpen = false;
        foreach (TunnelSpan span in _spans)
        {
            begins += span.Begins(slot) ? 1 : 0;
            ends += span.Ends(slot) ? 1 : 0;
            inside += span.IsRouter(slot) ? 1 : 0;
            isOpen |= span.IsRouter(slot) && (slot == span.First || slot == span.Last);
        }

        return (begins, ends, inside) switch
        {
            (0, 0, 0) => "",
            (0, 0, _) => isOpen ? "┆" : "│",
            ( > 0, 0, 0) => "┌",
            (0, > 0, 0) => "└",
            _ => "├",
        };
    }

    private void AddNotes(int slot, TunnelSpan span, List<Cell> notes)
    {
        string which = _isOne ? "" : $" of tunnel {ViewText.Number(span.Number)}";
        Tunnel tunnel = span.Tunnel;
        bool isHidden = _isRevealed[slot];
        if (span.Begins(slot))
        {
            notes.Add(new Cell("ingress" + which, Ink.Magenta));
        }
        else if (span.Ends(slot))
        {
            string egress = isHidden ? "hidden egress" : "egress";
            notes.Add(new Cell(egress + which + (tunnel.IsEgressAssumed ? " (assumed)" : ""), Ink.Magenta));
        }
        else if (isHidden)
        {
            notes.Add(new Cell("hidden", Ink.Green));
        }
        else
        {
            notes.Add(new Cell("LSR", Ink.Magenta));
        }

        if (isHidden && !span.Begins(slot))
        {
            notes.Add(new Cell(Technique(_slots[slot]), Ink.Green));
        }

        if (!isHidden && tunnel.OtherEgress is { } other && _slots[slot].FirstReply?.Address == other)
        {
            notes.Add(new Cell("or egress" + which, Ink.Magenta));
        }
    }

    private static string Technique(Hop slot)
    {
        if (slot.IsSilent)
        {
            return "silent";
        }

        int bits = Discoveries(slot);
        string technique = (bits & Dpr) != 0 ? "DPR" : (bits & Brpr) != 0 ? "BRPR" : (bits & Buddy) != 0 ? "buddy" : "DPR or BRPR";
        return slot.Tnt is { RevelationStep: > 0 } tnt ? $"{technique} step {ViewText.Number(tnt.RevelationStep)}" : technique;
    }
}
