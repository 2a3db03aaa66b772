using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>What became of reading one file: how much was read, and where it is damaged.</summary>
internal sealed class WartsDamages
{
    /// <summary>Damages that are remembered one by one; more are counted.</summary>
    private const int Remembered = 1000;

    private readonly List<WartsFormatException> _first = [];

    /// <summary>Records that were read.</summary>
    internal long Records { get; set; }

    /// <summary>Damaged places.</summary>
    internal long Count { get; private set; }

    /// <summary>The first of them.</summary>
    internal IReadOnlyList<WartsFormatException> First => _first;

    internal void Add(WartsFormatException damage)
    {
        Count++;
        if (_first.Count < Remembered)
        {
            _first.Add(damage);
        }
    }

    internal void Add(WartsDamages other)
    {
        Records += other.Records;
        Count += other.Count - other._first.Count;
        foreach (WartsFormatException damage in other._first)
        {
            Add(damage);
        }
    }

    /// <summary>Visits everything that a reader gives, damage or not.</summary>
    internal void VisitAll<TVisitor>(WartsReader reader, ref TVisitor visitor)
        where TVisitor : IWartsVisitor
    {
        while (true)
        {
            try
            {
                while (reader.Visit(ref visitor))
                {
                    Records++;
                }

                return;
            }
            catch (WartsFormatException damage)
            {
                Add(damage);
            }
        }
    }
}
