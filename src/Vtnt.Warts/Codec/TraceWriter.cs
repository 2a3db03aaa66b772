using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Writes trace records: parameters in the order and under the conditions of scamper 20260420, or of TNT.</summary>
internal static class TraceWriter
{
    private const int MaxRecords = ushort.MaxValue, MaxSectionLength = 0xFFF, KindShift = 12;

    private static readonly ulong Always = ParameterBlock.Bits(
        TraceCodec.List, TraceCodec.Cycle, TraceCodec.Start, TraceCodec.StopReason, TraceCodec.StopData, TraceCodec.Attempts,
        TraceCodec.HopLimit, TraceCodec.Method, TraceCodec.ProbeSize, TraceCodec.SourcePort, TraceCodec.DestinationPort,
        TraceCodec.FirstHop, TraceCodec.Tos, TraceCodec.Wait, TraceCodec.Loops, TraceCodec.HopCount, TraceCodec.GapLimit,
        TraceCodec.GapAction, TraceCodec.LoopAction, TraceCodec.ProbesSent, TraceCodec.WaitProbe, TraceCodec.Confidence,
        TraceCodec.Destination);

    internal static void Write(WartsBuffer buffer, Trace trace, uint list, uint cycle, WartsDialect dialect)
    {
        buffer.Begin((int)WartsRecordType.Trace);
        WriteParameters(buffer, trace, list, cycle, dialect);
        int countAt = buffer.Length;
        buffer.UInt16(0);
        int count = 0;
        foreach (Hop hop in trace.Hops)
        {
            TntAnnotation? annotation = dialect == WartsDialect.Tnt ? hop.Tnt ?? new(0, 0, 0, 0, 0, hop.ProbeTtl) : null;
            count += WriteProbes(buffer, hop.Probes, trace.ProbeSize, annotation, MaxRecords - count);
        }

        buffer.PatchUInt16(countAt, count);
        WriteSections(buffer, trace);
        buffer.UInt16(0);
    }

    private static void WriteParameters(WartsBuffer buffer, Trace trace, uint list, uint cycle, WartsDialect dialect)
    {
        bool isTnt = dialect == WartsDialect.Tnt;
        uint flags = (uint)(isTnt ? (trace.Flags & (TraceFlags)0xFF) | TraceCodec.TntFlag : trace.Flags);
        ulong present = Always
            | ParameterBlock.Bit(TraceCodec.FlagsLow, (flags & 0xFF) != 0)
            | ParameterBlock.Bit(TraceCodec.Source, !trace.Source.IsNone)
            | ParameterBlock.Bit(TraceCodec.UserId, trace.UserId != 0)
            | ParameterBlock.Bit(TraceCodec.FragmentOffset, trace.FragmentOffset != 0)
            | ParameterBlock.Bit(TraceCodec.Router, !isTnt && trace.Router is { IsNone: false })
            | ParameterBlock.Bit(TraceCodec.Squeries, !isTnt && trace.Squeries >= 2)
            | ParameterBlock.Bit(TraceCodec.Flags, !isTnt && flags > 0xFF)
            | ParameterBlock.Bit(TraceCodec.StopHop, !isTnt && trace.StopHop is > 0)
            | ParameterBlock.Bit(TraceCodec.ErrorText, !isTnt && trace.ErrorText is not null);
        int start = buffer.BeginBlock(present);
        buffer.UInt32(list);
        buffer.UInt32(cycle);
        buffer.Time(trace.Start);
        buffer.Byte((byte)trace.StopReason);
        buffer.Byte(trace.StopData);
        if ((flags & 0xFF) != 0)
        {
            buffer.Byte((byte)flags);
        }

        WriteFixed(buffer, trace);
        WriteRest(buffer, trace, present, flags);
        buffer.EndBlock(start);
    }

    private static void WriteFixed(WartsBuffer buffer, Trace trace)
    {
        buffer.Byte(Math.Clamp(trace.Attempts, 0, byte.MaxValue));
        buffer.Byte(trace.HopLimit);
        buffer.Byte((byte)trace.Method);
        buffer.UInt16(Math.Clamp(trace.ProbeSize, 0, ushort.MaxValue));
        buffer.UInt16(trace.SourcePort);
        buffer.UInt16(trace.DestinationPort);
        buffer.Byte(trace.FirstHop);
        buffer.Byte(trace.Tos);
        buffer.Byte(RoundUp(trace.WaitTimeout, TimeSpan.TicksPerSecond));
        buffer.Byte(trace.Loops);
        buffer.UInt16(Math.Clamp(trace.HopCount, 0, byte.MaxValue));
        buffer.Byte(trace.GapLimit);
        buffer.Byte((byte)trace.GapAction);
        buffer.Byte(0);
        buffer.UInt16(Math.Clamp(trace.ProbesSent, 0, ushort.MaxValue));
        buffer.Byte(RoundUp(trace.WaitProbe, 10 * TimeSpan.TicksPerMillisecond));
        buffer.Byte(trace.Confidence);
    }

    private static void WriteRest(WartsBuffer buffer, Trace trace, ulong present, uint flags)
    {
        if (!trace.Source.IsNone)
        {
            buffer.Address(trace.Source);
        }

        buffer.Address(trace.Destination);
        if (trace.UserId != 0)
        {
            buffer.UInt32(trace.UserId);
        }

        if (trace.FragmentOffset != 0)
        {
            buffer.UInt16(trace.FragmentOffset);
        }

        if ((present & ParameterBlock.Bit(TraceCodec.Router)) != 0)
        {
            buffer.StaticAddress(trace.Router!.Value);
        }

        if ((present & ParameterBlock.Bit(TraceCodec.Squeries)) != 0)
        {
            buffer.Byte(trace.Squeries);
        }

        if ((present & ParameterBlock.Bit(TraceCodec.Flags)) != 0)
        {
            buffer.UInt32(flags);
        }

        if ((present & ParameterBlock.Bit(TraceCodec.StopHop)) != 0)
        {
            buffer.Byte(trace.StopHop!.Value);
        }

        if ((present & ParameterBlock.Bit(TraceCodec.ErrorText)) != 0)
        {
            buffer.String(trace.ErrorText!);
        }
    }

    /// <summary>Writes one record per reply, at most <paramref name="most"/>; returns how many.</summary>
    private static int WriteProbes(
        WartsBuffer buffer, ImmutableArray<ProbeOutcome> probes, int traceProbeSize, TntAnnotation? annotation, int most)
    {
        int count = 0;
        foreach (ProbeOutcome probe in probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                if (count == most)
                {
                    return count;
                }

                HopWriter.Write(buffer, probe, reply, traceProbeSize, annotation);
                count++;
            }
        }

        return count;
    }

    private static void WriteSections(WartsBuffer buffer, Trace trace)
    {
        if (trace.PathMtu is { } pathMtu)
        {
            WriteSection(buffer, TraceCodec.PathMtuSection, CountReplies(pathMtu.Probes), most => WritePathMtu(buffer, trace, pathMtu, most));
        }

        // Present also when nobody answered: the section says that the probes were sent.
        if (!trace.LastDitch.IsEmpty || trace is { StopReason: StopReason.GapLimit, GapAction: GapAction.LastDitch })
        {
            WriteSection(buffer, TraceCodec.LastDitchSection, CountReplies(trace.LastDitch), most => WriteLastDitch(buffer, trace, most));
        }

        if (trace.Doubletree is { } doubletree)
        {
            WriteSection(buffer, TraceCodec.DoubletreeSection, 0, _ => WriteDoubletree(buffer, doubletree));
        }
    }

    /// <summary>
    /// A section's length has 12 bits. Trailing replies are left out until it fits; scamper does not check, and ruins
    /// the file.
    /// </summary>
    private static void WriteSection(WartsBuffer buffer, int kind, int replies, Action<int> write)
    {
        (int Length, int Addresses) mark = buffer.Mark();
        for (int most = Math.Min(replies, MaxSectionLength / HopWriter.LeastLength); most >= 0; most--)
        {
            buffer.UInt16(0);
            write(most);
            int length = buffer.Length - mark.Length - 2;
            if (length <= MaxSectionLength)
            {
                buffer.PatchUInt16(mark.Length, (kind << KindShift) | length);
                return;
            }

            buffer.Rewind(mark);
        }
    }

    private static void WritePathMtu(WartsBuffer buffer, Trace trace, PathMtu pathMtu, int most)
    {
        ReadOnlySpan<PathMtuNote> notes = Array.FindAll([.. pathMtu.Notes], note => note.ReplyIndex is null || note.ReplyIndex < most);
        notes = notes[..Math.Min(notes.Length, byte.MaxValue)];
        int start = buffer.BeginBlock(
            ParameterBlock.Bit(1, pathMtu.InterfaceMtu != 0) | ParameterBlock.Bit(2, pathMtu.Mtu != 0)
            | ParameterBlock.Bit(3, pathMtu.OutgoingMtu != 0) | ParameterBlock.Bit(4) | ParameterBlock.Bit(5, notes.Length != 0));
        UInt16IfSet(buffer, pathMtu.InterfaceMtu);
        UInt16IfSet(buffer, pathMtu.Mtu);
        UInt16IfSet(buffer, pathMtu.OutgoingMtu);
        buffer.Byte(pathMtu.Version);
        if (notes.Length != 0)
        {
            buffer.Byte(notes.Length);
        }

        buffer.EndBlock(start);
        buffer.UInt16(most);
        WriteProbes(buffer, pathMtu.Probes, trace.ProbeSize, null, most);
        foreach (PathMtuNote note in notes)
        {
            start = buffer.BeginBlock(
                ParameterBlock.Bit(1, note.Kind != 0) | ParameterBlock.Bit(2, note.NextHopMtu != 0) | ParameterBlock.Bit(3, note.ReplyIndex is not null));
            if (note.Kind != 0)
            {
                buffer.Byte((byte)note.Kind);
            }

            UInt16IfSet(buffer, note.NextHopMtu);
            if (note.ReplyIndex is { } reply)
            {
                buffer.UInt16(reply);
            }

            buffer.EndBlock(start);
        }
    }

    private static void WriteLastDitch(WartsBuffer buffer, Trace trace, int most)
    {
        buffer.EndBlock(buffer.BeginBlock(0));
        buffer.UInt16(most);
        WriteProbes(buffer, trace.LastDitch, trace.ProbeSize, null, most);
    }

    private static void WriteDoubletree(WartsBuffer buffer, DoubletreeOutcome doubletree)
    {
        int start = buffer.BeginBlock(
            ParameterBlock.Bit(3) | ParameterBlock.Bit(4, doubletree.LocalStop is { IsNone: false })
            | ParameterBlock.Bit(5, doubletree.GlobalStop is { IsNone: false })
            | ParameterBlock.Bit(6, doubletree.LocalStopSet is not null) | ParameterBlock.Bit(7, doubletree.NoBackwards));
        buffer.Byte(doubletree.FirstHop);
        if (doubletree.LocalStop is { IsNone: false } localStop)
        {
            buffer.Address(localStop);
        }

        if (doubletree.GlobalStop is { IsNone: false } globalStop)
        {
            buffer.Address(globalStop);
        }

        if (doubletree.LocalStopSet is { } name)
        {
            buffer.StringBytes(WartsText.Encode(name).AsSpan()[..Math.Min(255, WartsText.Encode(name).Length)]);
        }

        if (doubletree.NoBackwards)
        {
            buffer.Byte(1);
        }

        buffer.EndBlock(start);
    }

    private static void UInt16IfSet(WartsBuffer buffer, int value)
    {
        if (value != 0)
        {
            buffer.UInt16(Math.Clamp(value, 0, ushort.MaxValue));
        }
    }

    private static int CountReplies(ImmutableArray<ProbeOutcome> probes)
    {
        int count = 0;
        foreach (ProbeOutcome probe in probes)
        {
            count += probe.Replies.Length;
        }

        return Math.Min(MaxRecords, count);
    }

    /// <summary>A wait in the format's unit, rounded up: a shorter one would claim less patience than there was.</summary>
    internal static int RoundUp(TimeSpan wait, long ticksPerUnit) => (int)Math.Clamp((wait.Ticks + ticksPerUnit - 1) / ticksPerUnit, 0, byte.MaxValue);
}
