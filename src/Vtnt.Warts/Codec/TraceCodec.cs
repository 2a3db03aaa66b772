using System.Diagnostics.CodeAnalysis;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Checks and decodes trace records.</summary>
internal static class TraceCodec
{
    internal const int
        List = 1, Cycle = 2, LegacySource = 3, LegacyDestination = 4, Start = 5, StopReason = 6, StopData = 7, FlagsLow = 8,
        Attempts = 9, HopLimit = 10, Method = 11, ProbeSize = 12, SourcePort = 13, DestinationPort = 14, FirstHop = 15,
        Tos = 16, Wait = 17, Loops = 18, HopCount = 19, GapLimit = 20, GapAction = 21, LoopAction = 22, ProbesSent = 23,
        WaitProbe = 24, Confidence = 25, Source = 26, Destination = 27, UserId = 28, FragmentOffset = 29, Router = 30,
        Squeries = 31, Flags = 32, StopHop = 33, ErrorText = 34;

    internal const int PathMtuSection = 1, LastDitchSection = 2, DoubletreeSection = 3;

    /// <summary>Trace flag of TNT's dialect; scamper's is "received through the error queue".</summary>
    internal const TraceFlags TntFlag = TraceFlags.ErrorQueue;

    private const int FirstNumberUnknownToTnt = 30, MaxHopCount = 255;

    /// <summary>Decodes a record body. False, with the reason, when it is damaged.</summary>
    internal static bool TryParse(
        ReadOnlySpan<byte> body, WartsScratch scratch, AddressTable legacy, WartsDialect dialect, bool isStrict,
        out WartsTraceView view, [NotNullWhen(false)] out string? problem)
    {
        scratch.Clear();
        view = default;
        WartsTraceView trace = default;
        var cursor = new WartsCursor(body);
        var checker = new WartsChecker(scratch, legacy);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        AddressOffsets offsets = default;
        problem = cursor.HasFailed ? "the trace's parameters do not fit the record"
            : CheckParameters(ref cursor, checker, block, ref trace, ref offsets);
        if (problem is not null)
        {
            return false;
        }

        trace.Dialect = dialect == WartsDialect.Detect ? WartsDialect.Scamper : dialect;
        bool maybeTnt = (trace.Flags & TntFlag) != 0 && block.Highest < FirstNumberUnknownToTnt;
        if (dialect == WartsDialect.Detect && maybeTnt && LooksLikeTnt(cursor, checker))
        {
            trace.Dialect = WartsDialect.Tnt;
        }

        problem = TraceSections.Check(ref cursor, checker, ref trace, isStrict, legacy);
        if (problem is null)
        {
            ReadAddresses(new WartsScope(body, scratch, legacy), offsets, ref trace);
            problem = trace.HopCount > MaxHopCount ? "the trace claims more than 255 hops" : null;
        }

        view = trace;
        return problem is null;
    }

    /// <summary>Reads everything but addresses, which are read again once their table is complete.</summary>
    private static string? CheckParameters(
        scoped ref WartsCursor cursor, scoped in WartsChecker checker, ParameterBlock block, scoped ref WartsTraceView view, scoped ref AddressOffsets offsets)
    {
        view.ListId = block.Has(List) ? cursor.ReadUInt32() : 0;
        view.CycleId = block.Has(Cycle) ? cursor.ReadUInt32() : 0;
        offsets.LegacySource = Legacy(ref cursor, checker, block, LegacySource);
        offsets.LegacyDestination = Legacy(ref cursor, checker, block, LegacyDestination);
        ReadScalars(ref cursor, block, ref view);
        if (block.Has(Source))
        {
            offsets.Source = cursor.Position;
            checker.Address(ref cursor);
        }

        if (block.Has(Destination))
        {
            offsets.Destination = cursor.Position;
            checker.Address(ref cursor);
        }

        view.UserId = block.Has(UserId) ? cursor.ReadUInt32() : 0;
        view.FragmentOffset = block.Has(FragmentOffset) ? cursor.ReadUInt16() : (ushort)0;
        if (block.Has(Router))
        {
            offsets.Router = cursor.Position;
            WartsChecker.StaticAddress(ref cursor);
        }

        view.Squeries = block.Has(Squeries) ? cursor.ReadByte() : (byte)1;
        view.Flags = block.Has(Flags) ? (TraceFlags)cursor.ReadUInt32() : view.Flags;
        view.StopHop = block.Has(StopHop) ? cursor.ReadByte() : (byte)0;
        view.HasErrorText = block.Has(ErrorText);
        view.ErrorText = view.HasErrorText ? cursor.ReadString() : default;
        if (cursor.HasFailed || cursor.Position > block.End)
        {
            return "the trace's parameters do not fit their block, or refer to an address that does not exist";
        }

        cursor.MoveTo(block.End);
        return block.Has(Destination) || block.Has(LegacyDestination) ? null : "the trace has no destination";
    }

    private static void ReadScalars(scoped ref WartsCursor cursor, ParameterBlock block, scoped ref WartsTraceView view)
    {
        view.StartSeconds = block.Has(Start) ? cursor.ReadUInt32() : 0;
        view.StartMicroseconds = block.Has(Start) ? cursor.ReadUInt32() : 0;
        view.StopReason = (StopReason)Byte(ref cursor, block, StopReason);
        view.StopData = Byte(ref cursor, block, StopData);
        view.Flags = (TraceFlags)Byte(ref cursor, block, FlagsLow);
        view.Attempts = Byte(ref cursor, block, Attempts);
        view.HopLimit = Byte(ref cursor, block, HopLimit);
        view.Method = (TraceMethod)Byte(ref cursor, block, Method);
        view.ProbeSize = block.Has(ProbeSize) ? cursor.ReadUInt16() : (ushort)0;
        view.SourcePort = block.Has(SourcePort) ? cursor.ReadUInt16() : (ushort)0;
        view.DestinationPort = block.Has(DestinationPort) ? cursor.ReadUInt16() : (ushort)0;
        view.FirstHop = Math.Max((byte)1, Byte(ref cursor, block, FirstHop));
        view.Tos = Byte(ref cursor, block, Tos);
        view.WaitSeconds = Byte(ref cursor, block, Wait);
        view.Loops = Byte(ref cursor, block, Loops);
        view.HopCount = block.Has(HopCount) ? cursor.ReadUInt16() : (ushort)0;
        view.GapLimit = Byte(ref cursor, block, GapLimit);
        view.GapAction = (GapAction)Byte(ref cursor, block, GapAction);
        Byte(ref cursor, block, LoopAction);
        view.ProbesSent = block.Has(ProbesSent) ? cursor.ReadUInt16() : (ushort)0;
        view.WaitProbe = Byte(ref cursor, block, WaitProbe);
        view.Confidence = Byte(ref cursor, block, Confidence);
    }

    /// <summary>Reads the trace's addresses, once the table is complete.</summary>
    private static void ReadAddresses(scoped in WartsScope scope, scoped in AddressOffsets offsets, scoped ref WartsTraceView view)
    {
        view.Source = scope.ReadAddressAt(offsets.LegacySource, offsets.Source);
        view.Destination = scope.ReadAddressAt(offsets.LegacyDestination, offsets.Destination);
        var cursor = new WartsCursor(scope.Body, offsets.Router);
        view.Router = offsets.Router == 0 ? default : WartsScope.ReadStaticAddress(ref cursor);
    }

    /// <summary>TNT's parameters fit every hop exactly; works on copies and leaves no trace.</summary>
    private static bool LooksLikeTnt(WartsCursor cursor, scoped in WartsChecker checker)
    {
        WartsScratch scratch = checker.Scratch;
        int addresses = scratch.AddressCount;
        int count = cursor.ReadUInt16();
        bool isTnt = count > 0;
        for (int i = 0; i < count && isTnt; i++)
        {
            isTnt = HopCodec.Check(ref cursor, checker, WartsDialect.Tnt, out _) && !cursor.HasFailed;
        }

        scratch.Rewind(addresses);
        return isTnt;
    }

    private static byte Byte(scoped ref WartsCursor cursor, ParameterBlock block, int number) => block.Has(number) ? cursor.ReadByte() : (byte)0;

    /// <summary>Checks a reference to a legacy address; returns where it is, 0 when there is none.</summary>
    private static int Legacy(scoped ref WartsCursor cursor, scoped in WartsChecker checker, ParameterBlock block, int number)
    {
        if (!block.Has(number))
        {
            return 0;
        }

        int offset = cursor.Position;
        checker.LegacyAddress(ref cursor);
        return offset;
    }

    /// <summary>Where the addresses are in the body; 0 for none.</summary>
    private struct AddressOffsets
    {
        internal int LegacySource, LegacyDestination, Source, Destination, Router;
    }
}
