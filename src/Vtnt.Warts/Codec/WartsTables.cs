namespace Vtnt.Warts;

/// <summary>What the records of one file refer to.</summary>
internal sealed class WartsTables
{
    internal Dictionary<uint, WartsListRecord> Lists { get; private init; } = [];

    internal Dictionary<uint, WartsCycleRecord> Cycles { get; private init; } = [];

    internal AddressTable Addresses { get; } = new();

    /// <summary>The same lists and cycles, and no addresses.</summary>
    internal WartsTables Copy() => new() { Lists = new(Lists), Cycles = new(Cycles) };

    /// <summary>
    /// Takes a list. Number 1 again means that another file was glued on: everything starts anew. Strictly, numbers
    /// count 1, 2, 3 …
    /// </summary>
    internal string? Add(WartsListRecord list, bool isStrict)
    {
        if (isStrict && list.FileId != Lists.Count + 1)
        {
            return "the list's number is not the next one";
        }

        if (list.FileId == 1 && Lists.Count > 0)
        {
            Lists.Clear();
            Cycles.Clear();
            Addresses.Clear();
        }

        Lists[list.FileId] = list;
        return null;
    }

    internal string? Add(WartsCycleRecord cycle, bool isStrict)
    {
        if (isStrict && cycle.FileId != Cycles.Count + 1)
        {
            return "the cycle's number is not the next one";
        }

        Cycles[cycle.FileId] = cycle;
        return null;
    }
}
