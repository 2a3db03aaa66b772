namespace Vtnt.Warts;

/// <summary>
/// One record's body with its tables of addresses and interface names, after the record was checked: what a view needs
/// to read on demand.
/// </summary>
internal readonly ref struct WartsScope
{
    private readonly WartsScratch _scratch;
    private readonly AddressTable? _legacy;

    internal WartsScope(ReadOnlySpan<byte> body, WartsScratch scratch, AddressTable legacy)
    {
        Body = body;
        _scratch = scratch;
        _legacy = legacy;
    }

    internal ReadOnlySpan<byte> Body { get; }

    /// <summary>The address at the cursor: inline, or a number into the record's table.</summary>
    internal WartsAddress ReadAddress(scoped ref WartsCursor cursor)
    {
        int size = cursor.ReadByte();
        if (size != 0)
        {
            byte type = cursor.ReadByte();
            return new(type, cursor.ReadBytes(size));
        }

        return InlineAddress(_scratch.Addresses[(int)cursor.ReadUInt32()]);
    }

    /// <summary>The address that is inline at an offset.</summary>
    internal WartsAddress InlineAddress(int offset) => new(Body[offset + 1], Body.Slice(offset + 2, Body[offset]));

    /// <summary>The address at either offset, the second if both are given; none when both are 0.</summary>
    internal WartsAddress ReadAddressAt(int legacyOffset, int offset)
    {
        var cursor = new WartsCursor(Body, offset != 0 ? offset : legacyOffset);
        return offset != 0 ? ReadAddress(ref cursor) : legacyOffset != 0 ? ReadLegacyAddress(ref cursor) : default;
    }

    /// <summary>The address at the cursor, always inline and not part of the table.</summary>
    internal static WartsAddress ReadStaticAddress(scoped ref WartsCursor cursor)
    {
        int size = cursor.ReadByte();
        byte type = cursor.ReadByte();
        return new(type, cursor.ReadBytes(size));
    }

    /// <summary>The address that a number into the file's table of address records refers to.</summary>
    internal WartsAddress ReadLegacyAddress(scoped ref WartsCursor cursor)
    {
        return LegacyAddress(cursor.ReadUInt32());
    }

    /// <summary>An address of the file's table of address records.</summary>
    internal WartsAddress LegacyAddress(uint number) => _legacy is null ? default : _legacy.Find(number);

    /// <summary>The interface name at the cursor: inline, or a number into the record's table.</summary>
    internal ReadOnlySpan<byte> ReadInterfaceName(scoped ref WartsCursor cursor)
    {
        int id = cursor.ReadByte();
        ReadOnlySpan<int> names = _scratch.Names;
        if (id == 0 || id > names.Length || names[id - 1] == cursor.Position)
        {
            return cursor.ReadString();
        }

        ReadOnlySpan<byte> name = Body[names[id - 1]..];
        return name[..name.IndexOf((byte)0)];
    }
}
