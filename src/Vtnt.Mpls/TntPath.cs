using System.Runtime.InteropServices;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>A trace as slots: one per TTL from the first probed to the last, silent ones included.</summary>
internal sealed class TntPath
{
    private TntPath(Trace trace, List<TntSlot> slots)
    {
        Trace = trace;
        Slots = slots;
    }

    /// <summary>The trace.</summary>
    internal Trace Trace { get; }

    /// <summary>Its slots; revealed ones are put in between.</summary>
    internal List<TntSlot> Slots { get; }

    /// <summary>The slots of a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="dropsMixedExtensions">
    /// True to see no extension in a reply that has more than one object, as TNT 5.0 does (defect D2).
    /// </param>
    internal static TntPath Of(Trace trace, bool dropsMixedExtensions)
    {
        List<TntSlot> slots = [];
        int next = 0;
        int last = Math.Min(Math.Max(trace.HopCount, trace.Hops.IsEmpty ? 0 : trace.Hops[^1].ProbeTtl), byte.MaxValue);
        for (int ttl = trace.FirstHop; ttl <= last; ttl++)
        {
            while (next < trace.Hops.Length && trace.Hops[next].ProbeTtl < ttl)
            {
                next++;
            }

            bool isKnown = next < trace.Hops.Length && trace.Hops[next].ProbeTtl == ttl;
            Hop hop = isKnown ? trace.Hops[next] : new Hop { ProbeTtl = (byte)ttl };
            slots.Add(new TntSlot(dropsMixedExtensions ? WithoutMixedExtensions(hop) : hop));
        }

        return new TntPath(trace, slots);
    }

    /// <summary>Slots that were put together already.</summary>
    internal static TntPath OfSlots(Trace trace, List<TntSlot> slots) => new(trace, slots);

    /// <summary>The slot at an index, or null where there is none.</summary>
    internal TntSlot? At(int index) => (uint)index < (uint)Slots.Count ? Slots[index] : null;

    /// <summary>The reply at an index, or null when the slot is silent or does not exist.</summary>
    internal Reply? ReplyAt(int index) => At(index)?.Reply;

    /// <summary>The trace with the slots as its hops, numbered from the first probed TTL.</summary>
    internal Trace ToAnnotatedTrace()
    {
        int number = Trace.FirstHop;
        var hops = new Hop[Slots.Count];
        for (int index = 0; index < hops.Length; index++)
        {
            hops[index] = Slots[index].Hop with { Tnt = Slots[index].ToAnnotation(number++) };
        }

        return Trace with { Hops = ImmutableCollectionsMarshal.AsImmutableArray(hops), HopCount = Slots.Count == 0 ? Trace.HopCount : Math.Min(number - 1, byte.MaxValue) };
    }

    private static Hop WithoutMixedExtensions(Hop hop)
    {
        bool isMixed = false;
        foreach (ProbeOutcome probe in hop.Probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                isMixed |= reply.Extensions.Length > 1;
            }
        }

        return !isMixed ? hop : hop with { Probes = [.. hop.Probes.Select(WithoutMixedExtensions)] };
    }

    private static ProbeOutcome WithoutMixedExtensions(ProbeOutcome probe) =>
        probe with { Replies = [.. probe.Replies.Select(reply => reply.Extensions.Length > 1 ? reply with { Extensions = [] } : reply)] };
}
