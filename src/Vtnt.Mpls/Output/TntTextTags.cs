using System.Globalization;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>The words in brackets of TNT's text, from the bits of a slot.</summary>
internal static class TntTextTags
{
    /// <summary>Class, role, completeness, triggers, indicators, technique; nothing for a slot without role and class.</summary>
    internal static void Write(StringBuilder text, TntAnnotation bits)
    {
        var types = (HopTypes)bits.Types;
        var discoveries = (HopDiscoveries)bits.Discoveries;
        if (types == HopTypes.None)
        {
            return;
        }

        text.Append(" [MPLS");
        WriteClass(text, types);
        Append(text, ",EGR", types.HasFlag(HopTypes.Egress));
        Append(text, ",ING", types.HasFlag(HopTypes.Ingress));
        Append(text, ",INCOMP?", types.HasFlag(HopTypes.Ingress) && discoveries.HasFlag(HopDiscoveries.Incomplete));
        WriteTriggers(text, discoveries & HopDiscoveries.Triggers, types.HasFlag(HopTypes.Invisible));
        Append(text, ",INF", types.HasFlag(HopTypes.Lsr) && (types & HopTypes.Classes) == 0);
        Append(text, ",QTTL", types.HasFlag(HopTypes.ImplicitQuotedTtl));
        Append(text, ",UTURN", types.HasFlag(HopTypes.ImplicitUTurn));
        if (discoveries.HasFlag(HopDiscoveries.Revealed))
        {
            string technique = discoveries.HasFlag(HopDiscoveries.Dpr) ? "DPR"
                : discoveries.HasFlag(HopDiscoveries.Brpr) ? "BRPR"
                : discoveries.HasFlag(HopDiscoveries.Buddy) ? "BUDDY"
                : "UNKN";
            text.Append(CultureInfo.InvariantCulture, $",{technique},step={bits.RevelationStep}");
        }

        text.Append(']');
    }

    /// <summary>Why a revelation stopped here (a revealed slot), or why an attempt failed (any other).</summary>
    internal static void WriteAttempts(StringBuilder text, TntAnnotation bits)
    {
        var discoveries = (HopDiscoveries)bits.Discoveries;
        if (discoveries.HasFlag(HopDiscoveries.Revealed))
        {
            if ((discoveries & HopDiscoveries.Stops) != 0)
            {
                HopFailures stop = (HopFailures)((((ushort)discoveries >> 10) << 4) & 0xF0);
                bool isInvisible = ((HopTypes)bits.Types).HasFlag(HopTypes.Invisible);
                WriteAttempt(text, discoveries & HopDiscoveries.Triggers, stop, isInvisible);
            }
        }
        else if (bits.Failures != 0)
        {
            var failures = (HopFailures)bits.Failures;
            WriteAttempt(text, (HopDiscoveries)(ushort)(failures & HopFailures.Triggers), failures, isInvisible: false);
        }
    }

    private static void WriteAttempt(StringBuilder text, HopDiscoveries triggers, HopFailures stop, bool isInvisible)
    {
        text.Append(" (ATTEMPT");
        WriteTriggers(text, triggers, isInvisible);
        text.Append(
            stop.HasFlag(HopFailures.NothingRevealed) ? ",NTH-RV"
            : stop.HasFlag(HopFailures.IngressNotFound) ? ",ING-NF"
            : stop.HasFlag(HopFailures.TargetNotReached) ? ",TGT-NR"
            : "");
        Append(text, ",BUD", stop.HasFlag(HopFailures.BuddyTrace));
        text.Append(')');
    }

    private static void WriteClass(StringBuilder text, HopTypes types)
    {
        bool isExplicit = types.HasFlag(HopTypes.Explicit);
        bool isOpaque = types.HasFlag(HopTypes.Opaque);
        bool isImplicit = (types & HopTypes.Implicit) != 0;
        if (types.HasFlag(HopTypes.Lsr))
        {
            text.Append(
                isImplicit ? ",IMP" : isOpaque ? ",OPA" : isExplicit ? ",EXP" : types.HasFlag(HopTypes.Invisible) ? ",INV" : "");
            text.Append(",LSR");
            return;
        }

        Append(text, ",EXP", isExplicit);
        Append(text, ",OPA", isOpaque);
        Append(text, ",IMP", isImplicit);
        Append(text, ",INV", types.HasFlag(HopTypes.Invisible));
    }

    private static void WriteTriggers(StringBuilder text, HopDiscoveries triggers, bool isInvisible)
    {
        Append(text, ",BTFC", isInvisible && triggers == HopDiscoveries.None);
        Append(text, ",DUPIP", triggers.HasFlag(HopDiscoveries.DuplicateAddress));
        Append(text, ",RTLA", triggers.HasFlag(HopDiscoveries.Rtla));
        Append(text, ",FRPLA", triggers.HasFlag(HopDiscoveries.Frpla));
        Append(text, ",MTTL", triggers.HasFlag(HopDiscoveries.LseTtl));
    }

    private static void Append(StringBuilder text, string word, bool condition) => text.Append(condition ? word : "");
}
