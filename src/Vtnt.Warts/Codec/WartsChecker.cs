namespace Vtnt.Warts;

/// <summary>
/// Checks the pieces that records share, and remembers in the scratch where addresses and names are. A piece that
/// does not hold what it promises fails the cursor.
/// </summary>
internal readonly ref struct WartsChecker(WartsScratch scratch, AddressTable legacy)
{
    private readonly WartsScratch _scratch = scratch;
    private readonly AddressTable _legacy = legacy;

    internal WartsScratch Scratch => _scratch;

    /// <summary>Checks the address at the cursor, inline or by number; returns where it is inline.</summary>
    internal int Address(scoped ref WartsCursor cursor)
    {
        int start = cursor.Position;
        int size = cursor.ReadByte();
        if (size == 0)
        {
            uint number = cursor.ReadUInt32();
            if (number < (uint)_scratch.AddressCount && !cursor.HasFailed)
            {
                return _scratch.Addresses[(int)number];
            }

            cursor.Fail();
            return start;
        }

        if (WartsAddress.LengthOf(cursor.ReadByte()) != size)
        {
            cursor.Fail();
        }

        cursor.ReadBytes(size);
        if (!cursor.HasFailed)
        {
            _scratch.AddAddress(start);
        }

        return start;
    }

    internal static void StaticAddress(scoped ref WartsCursor cursor)
    {
        int size = cursor.ReadByte();
        if (size == 0 || WartsAddress.LengthOf(cursor.ReadByte()) != size)
        {
            cursor.Fail();
        }

        cursor.ReadBytes(size);
    }

    internal void LegacyAddress(scoped ref WartsCursor cursor) => LegacyAddress(cursor.ReadUInt32(), ref cursor);

    internal void LegacyAddress(uint number, scoped ref WartsCursor cursor)
    {
        if (!_legacy.Knows(number))
        {
            cursor.Fail();
        }
    }

    /// <summary>Id 0: a name that is not remembered; the next unused number: one that is; any other: a reference.</summary>
    internal void InterfaceName(scoped ref WartsCursor cursor)
    {
        int id = cursor.ReadByte();
        if (id == 0)
        {
            cursor.ReadString();
        }
        else if (id == _scratch.NameCount + 1)
        {
            int start = cursor.Position;
            cursor.ReadString();
            if (!cursor.HasFailed)
            {
                _scratch.AddName(start);
            }
        }
        else if (id > _scratch.NameCount)
        {
            cursor.Fail();
        }
    }

    internal void Addresses(scoped ref WartsCursor cursor, int count)
    {
        for (int i = 0; i < count && !cursor.HasFailed; i++)
        {
            Address(ref cursor);
        }
    }
}
