namespace Vtnt.Warts;

/// <summary>Writes the records of a file's tables, and records that are only bytes.</summary>
internal static class TableWriter
{
    internal static void Write(WartsBuffer buffer, WartsRecord record)
    {
        buffer.Begin(record.Type);
        switch (record)
        {
            case WartsListRecord list:
                WriteList(buffer, list);
                break;
            case WartsCycleRecord cycle:
                WriteCycle(buffer, cycle);
                break;
            case WartsCycleStopRecord stop:
                buffer.UInt32(stop.CycleFileId);
                buffer.UInt32(stop.StopSeconds);
                buffer.Byte(0);
                break;
            case WartsAddressRecord address:
                buffer.Byte(address.Id);
                buffer.Byte(address.AddressType);
                buffer.Bytes(address.Bytes.AsSpan());
                break;
            case WartsOtherRecord other:
                buffer.Bytes(other.Body.AsSpan());
                break;
        }
    }

    private static void WriteList(WartsBuffer buffer, WartsListRecord list)
    {
        buffer.UInt32(list.FileId);
        buffer.UInt32(list.ListId);
        buffer.StringBytes(list.NameBytes);
        int start = buffer.BeginBlock(ParameterBlock.Bit(1, list.Description is not null) | ParameterBlock.Bit(2, list.Monitor is not null));
        if (list.Description is not null)
        {
            buffer.StringBytes(list.DescriptionBytes);
        }

        if (list.Monitor is not null)
        {
            buffer.StringBytes(list.MonitorBytes);
        }

        buffer.EndBlock(start);
    }

    private static void WriteCycle(WartsBuffer buffer, WartsCycleRecord cycle)
    {
        buffer.UInt32(cycle.FileId);
        buffer.UInt32(cycle.ListFileId);
        buffer.UInt32(cycle.CycleId);
        buffer.UInt32(cycle.StartSeconds);
        int start = buffer.BeginBlock(ParameterBlock.Bit(1, cycle.StopSeconds is not null) | ParameterBlock.Bit(2, cycle.Hostname is not null));
        if (cycle.StopSeconds is { } stop)
        {
            buffer.UInt32(stop);
        }

        if (cycle.Hostname is not null)
        {
            buffer.StringBytes(cycle.HostnameBytes);
        }

        buffer.EndBlock(start);
    }
}
