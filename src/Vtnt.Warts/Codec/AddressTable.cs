namespace Vtnt.Warts;

/// <summary>
/// The addresses of a legacy file (until about 2011): type-5 records, numbered from 1 in order, that later records
/// refer to by number. A number whose record was lost stays empty.
/// </summary>
internal sealed class AddressTable
{
    private const int IdModulus = 255;

    private readonly List<byte[]> _addresses = [];
    private readonly List<byte> _types = [];

    internal int Count => _addresses.Count;

    internal void Clear()
    {
        _addresses.Clear();
        _types.Clear();
    }

    /// <summary>
    /// Takes the next record. False when its id byte is not the next one: records are missing; their numbers are then
    /// left empty, so that later references still find the right address.
    /// </summary>
    internal bool Add(byte id, byte type, ReadOnlySpan<byte> bytes)
    {
        bool isNext = (Count + 1) % IdModulus == id;
        for (int guard = 0; (Count + 1) % IdModulus != id && guard < IdModulus; guard++)
        {
            _addresses.Add([]);
            _types.Add(0);
        }

        _addresses.Add(bytes.ToArray());
        _types.Add(type);
        return isNext;
    }

    /// <summary>True when the number is 0 ("no address") or refers to a record met earlier.</summary>
    internal bool Knows(uint number) => number == 0 || (number <= (uint)Count && _types[(int)number - 1] != 0);

    internal WartsAddress Find(uint number) =>
        number == 0 || !Knows(number) ? default : new(_types[(int)number - 1], _addresses[(int)number - 1]);
}
