namespace Vtnt.Warts;

/// <summary>Checks what follows the parameters of a trace: its hop records and its sections.</summary>
internal static class TraceSections
{
    private const int MaxLength = 0xFFF, KindShift = 12;

    /// <summary>Checks and links everything; null when the record is sound, else what is wrong.</summary>
    internal static string? Check(
        scoped ref WartsCursor cursor, scoped in WartsChecker checker, scoped ref WartsTraceView view, bool isStrict, AddressTable legacy)
    {
        WartsScratch scratch = checker.Scratch;
        int count = cursor.ReadUInt16();
        if (!CheckHops(ref cursor, checker, count, view.Dialect, out bool isSorted, out int highest))
        {
            return "a hop record does not fit, has no address or TTL, or refers to an address that does not exist";
        }

        if (view.HopCount != 0 && view.HopCount < highest)
        {
            return "a hop lies beyond the trace's hop count";
        }

        if (!isSorted && isStrict)
        {
            return "the hop records are not in the order of their TTL";
        }

        if (!isSorted)
        {
            scratch.SortHops(count);
        }

        view.HopCount = view.HopCount == 0 ? (ushort)highest : view.HopCount;
        Layout layout = default;
        string? problem = CheckSections(ref cursor, checker, view.Dialect, ref layout);
        if (problem is null)
        {
            Link(new WartsScope(cursor.Body, scratch, legacy), scratch, count, layout, ref view);
        }

        return problem;
    }

    private static string? CheckSections(scoped ref WartsCursor cursor, scoped in WartsChecker checker, WartsDialect dialect, scoped ref Layout layout)
    {
        while (true)
        {
            int head = cursor.ReadUInt16();
            if (head == 0)
            {
                return cursor.HasFailed ? "the trace's sections have no end"
                    : cursor.Remaining == 0 ? null : "bytes are left behind the trace's last section";
            }

            int end = cursor.Position + (head & MaxLength);
            switch (head >> KindShift)
            {
                case TraceCodec.PathMtuSection:
                    CheckPathMtu(ref cursor, checker, dialect, ref layout);
                    break;
                case TraceCodec.LastDitchSection:
                    CheckLastDitch(ref cursor, checker, dialect, ref layout);
                    break;
                case TraceCodec.DoubletreeSection:
                    CheckDoubletree(ref cursor, checker, ref layout);
                    break;
            }

            if (cursor.HasFailed || cursor.Position > end)
            {
                return "a section of the trace does not fit its length";
            }

            cursor.MoveTo(end);
        }
    }

    private static bool CheckHops(
        scoped ref WartsCursor cursor, scoped in WartsChecker checker, int count, WartsDialect dialect, out bool isSorted, out int highest)
    {
        isSorted = true;
        int previous = 0;
        highest = 0;
        for (int i = 0; i < count && !cursor.HasFailed; i++)
        {
            HopCodec.Check(ref cursor, checker, dialect, out int order);
            isSorted &= order >= previous;
            previous = order;
            highest = Math.Max(highest, order);
        }

        return !cursor.HasFailed;
    }

    private static void CheckPathMtu(scoped ref WartsCursor cursor, scoped in WartsChecker checker, WartsDialect dialect, scoped ref Layout layout)
    {
        layout.PathMtu = cursor.Position;
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        int first = cursor.Position;
        int notes = first + (block.Has(1) ? 2 : 0) + (block.Has(2) ? 2 : 0) + (block.Has(3) ? 2 : 0) + (block.Has(4) ? 1 : 0);
        if (notes + (block.Has(5) ? 1 : 0) > block.End)
        {
            cursor.Fail();
            return;
        }

        int noteCount = cursor.HasFailed || !block.Has(5) ? 0 : cursor.Body[notes];
        cursor.MoveTo(block.End);
        layout.PathMtuBlock = checker.Scratch.HopCount;
        layout.PathMtuCount = cursor.ReadUInt16();
        CheckHops(ref cursor, checker, layout.PathMtuCount, dialect, out _, out _);
        layout.PathMtuNotes = cursor.Position;
        for (int i = 0; i < noteCount && !cursor.HasFailed; i++)
        {
            WartsPathMtuNoteView note = WartsPathMtuNoteView.Read(ref cursor);
            if (note.ReplyIndex >= layout.PathMtuCount)
            {
                cursor.Fail();
            }
        }
    }

    private static void CheckLastDitch(scoped ref WartsCursor cursor, scoped in WartsChecker checker, WartsDialect dialect, scoped ref Layout layout)
    {
        layout.HasLastDitch = true;
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        cursor.MoveTo(block.End);
        layout.LastDitchBlock = checker.Scratch.HopCount;
        layout.LastDitchCount = cursor.ReadUInt16();
        CheckHops(ref cursor, checker, layout.LastDitchCount, dialect, out _, out _);
    }

    private static void CheckDoubletree(scoped ref WartsCursor cursor, scoped in WartsChecker checker, scoped ref Layout layout)
    {
        layout.Doubletree = cursor.Position;
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        for (int number = 1; number <= 7; number++)
        {
            if (!block.Has(number))
            {
                continue;
            }

            switch (number)
            {
                case 1 or 2:
                    checker.LegacyAddress(ref cursor);
                    break;
                case 4 or 5:
                    checker.Address(ref cursor);
                    break;
                case 6:
                    cursor.ReadString();
                    break;
                default:
                    cursor.ReadByte();
                    break;
            }
        }

        if (cursor.Position > block.End)
        {
            cursor.Fail();
        }

        cursor.MoveTo(block.End);
    }

    private static void Link(scoped in WartsScope scope, WartsScratch scratch, int count, scoped in Layout layout, scoped ref WartsTraceView view)
    {
        view.Hops = new(scope, scratch.Hops(0, count));
        view.HasLastDitch = layout.HasLastDitch;
        view.LastDitch = new(scope, scratch.Hops(layout.LastDitchBlock, layout.LastDitchCount));
        view.HasPathMtu = layout.PathMtu != 0;
        if (view.HasPathMtu)
        {
            WartsHopList hops = new(scope, scratch.Hops(layout.PathMtuBlock, layout.PathMtuCount));
            view.PathMtu = new(scope, layout.PathMtu, hops, layout.PathMtuNotes);
        }

        view.HasDoubletree = layout.Doubletree != 0;
        if (view.HasDoubletree)
        {
            view.Doubletree = new(scope, layout.Doubletree);
        }
    }

    /// <summary>Where the sections are: offsets in the body (0 for none), and block numbers in the scratch.</summary>
    private struct Layout
    {
        internal int PathMtu, PathMtuBlock, PathMtuCount, PathMtuNotes, LastDitchBlock, LastDitchCount, Doubletree;
        internal bool HasLastDitch;
    }
}
