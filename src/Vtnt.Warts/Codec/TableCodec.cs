using System.Diagnostics.CodeAnalysis;

namespace Vtnt.Warts;

/// <summary>Decodes the records of a file's tables: lists, cycles, their ends, legacy addresses.</summary>
internal static class TableCodec
{
    internal static WartsListRecord? ReadList(ReadOnlySpan<byte> body)
    {
        var cursor = new WartsCursor(body);
        uint fileId = cursor.ReadUInt32();
        uint listId = cursor.ReadUInt32();
        ReadOnlySpan<byte> name = cursor.ReadString();
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        ReadOnlySpan<byte> description = block.Has(1) ? cursor.ReadString() : default;
        ReadOnlySpan<byte> monitor = block.Has(2) ? cursor.ReadString() : default;
        if (!IsAtEnd(cursor, block))
        {
            return null;
        }

        return new WartsListRecord
        {
            FileId = fileId,
            ListId = listId,
            Name = WartsText.Decode(name),
            Description = block.Has(1) ? WartsText.Decode(description) : null,
            Monitor = block.Has(2) ? WartsText.Decode(monitor) : null,
            NameBytes = name.ToArray(),
            DescriptionBytes = description.ToArray(),
            MonitorBytes = monitor.ToArray(),
        };
    }

    internal static WartsCycleRecord? ReadCycle(ReadOnlySpan<byte> body, bool isDefinition, IReadOnlyDictionary<uint, WartsListRecord> lists)
    {
        var cursor = new WartsCursor(body);
        uint fileId = cursor.ReadUInt32();
        uint list = cursor.ReadUInt32();
        uint cycleId = cursor.ReadUInt32();
        uint start = cursor.ReadUInt32();
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        uint? stop = block.Has(1) ? cursor.ReadUInt32() : null;
        ReadOnlySpan<byte> hostname = block.Has(2) ? cursor.ReadString() : default;
        if (!IsAtEnd(cursor, block))
        {
            return null;
        }

        return new WartsCycleRecord
        {
            IsDefinition = isDefinition,
            FileId = fileId,
            ListFileId = list,
            List = lists.GetValueOrDefault(list),
            CycleId = cycleId,
            StartSeconds = start,
            StopSeconds = stop,
            Hostname = block.Has(2) ? WartsText.Decode(hostname) : null,
            HostnameBytes = hostname.ToArray(),
        };
    }

    internal static WartsCycleStopRecord? ReadCycleStop(ReadOnlySpan<byte> body)
    {
        var cursor = new WartsCursor(body);
        uint cycle = cursor.ReadUInt32();
        uint stop = cursor.ReadUInt32();
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        return IsAtEnd(cursor, block) ? new WartsCycleStopRecord { CycleFileId = cycle, StopSeconds = stop } : null;
    }

    internal static bool TryReadAddress(ReadOnlySpan<byte> body, [NotNullWhen(true)] out WartsAddressRecord? address)
    {
        address = null;
        if (body.Length < 2 || WartsAddress.LengthOf(body[1]) == 0 || body.Length != 2 + WartsAddress.LengthOf(body[1]))
        {
            return false;
        }

        address = new WartsAddressRecord { Id = body[0], AddressType = body[1], Bytes = [.. body[2..]] };
        return true;
    }

    /// <summary>Known parameters lie inside the block, and the block ends the record.</summary>
    private static bool IsAtEnd(WartsCursor cursor, ParameterBlock block) =>
        !cursor.HasFailed && cursor.Position <= block.End && block.End == cursor.Body.Length;
}
