using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Reads the findings that an annotated trace carries, as one that was stored in TNT's dialect: the tunnels that its bits
/// tell of. Nothing is judged anew. Which rules set the bits is not stored; they are read as TNT 5.0 sets them.
/// </summary>
public static class StoredTnt
{
    /// <summary>True for a trace whose hops carry annotations.</summary>
    public static bool IsAnnotated(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        foreach (Hop hop in trace.Hops)
        {
            if (hop.Tnt is not null && hop.FirstReply is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The findings of an annotated trace, which may be one that <see cref="TntTrace.AnnotatedTrace"/> was stored as.</summary>
    public static TntTrace Read(Trace annotated)
    {
        ArgumentNullException.ThrowIfNull(annotated);
        var options = new TntOptions { Profile = TntProfile.Compat };
        Trace initial = WithoutRevealed(annotated);
        List<TntSlot> slots = [];
        List<TntSlot> seen = [];
        foreach (Hop hop in annotated.Hops)
        {
            TntSlot slot = Slot(hop);
            slots.Add(slot);
            if (slot.Step == 0 && !slot.IsSilent)
            {
                seen.Add(slot);
            }
        }

        return new TntTrace
        {
            Trace = initial,
            AnnotatedTrace = annotated,
            Tunnels = CompatTunnels.Read(TntPath.OfSlots(initial, slots), success: null),
            Indicators = Indicators(TntPath.OfSlots(initial, seen)),
            Profile = options.Profile,
            Rules = options.Rules,
            OwnProbes = annotated.ProbesSent,
            IsComplete = true,
        };
    }

    private static ImmutableArray<HopIndicators> Indicators(TntPath seen)
    {
        ImmutableArray<HopIndicators>.Builder indicators = ImmutableArray.CreateBuilder<HopIndicators>(seen.Slots.Count);
        for (int index = 0; index < seen.Slots.Count; index++)
        {
            indicators.Add(TunnelReading.Indicators(seen, index));
        }

        return indicators.MoveToImmutable();
    }

    private static TntSlot Slot(Hop hop) => new(hop with { Tnt = null })
    {
        EchoReplyTtl = hop.Tnt is { EchoReplyTtl: not 0 } answered ? answered.EchoReplyTtl : null,
        Types = (HopTypes)(hop.Tnt?.Types ?? 0),
        Failures = (HopFailures)(hop.Tnt?.Failures ?? 0),
        Discoveries = (HopDiscoveries)(hop.Tnt?.Discoveries ?? 0),
        Step = hop.Tnt?.RevelationStep ?? 0,
    };

    /// <summary>The trace before anything was revealed. Hops that answered know their TTL; what is between them was silent.</summary>
    private static Trace WithoutRevealed(Trace annotated)
    {
        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>();
        int revealed = 0;
        int next = annotated.FirstHop;
        foreach (Hop hop in annotated.Hops)
        {
            revealed += hop.Tnt is { RevelationStep: not 0 } ? 1 : 0;
            if (hop.FirstReply is null || hop.Tnt is { RevelationStep: not 0 })
            {
                continue;
            }

            for (; next < hop.ProbeTtl; next++)
            {
                hops.Add(new Hop { ProbeTtl = (byte)next });
            }

            hops.Add(hop with { Tnt = null });
            next = hop.ProbeTtl + 1;
        }

        int last = Math.Max(next - 1, annotated.HopCount - revealed);
        return annotated with { Hops = hops.ToImmutable(), HopCount = last };
    }
}
