namespace Vtnt.Warts;

/// <summary>Decodes whole records, keeps the tables that they refer to, and tells a visitor.</summary>
internal sealed class WartsBodyDecoder(WartsReaderOptions options, WartsTables tables)
{
    private const int HeaderLength = WartsRecordHeader.Length;

    private readonly WartsReaderOptions _options = options;
    private readonly WartsScratch _scratch = new();

    internal WartsTables Tables { get; } = tables;

    /// <summary>Decodes a record, header included. Null when it was visited, else what is wrong with it.</summary>
    internal string? Decode<TVisitor>(ushort type, ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        switch ((WartsRecordType)type)
        {
            case WartsRecordType.Trace:
                return DecodeTrace(encoded, ref visitor);
            case WartsRecordType.Ping:
                return DecodePing(encoded, ref visitor);
            case WartsRecordType.List:
                return DecodeList(encoded, ref visitor);
            case WartsRecordType.CycleStart or WartsRecordType.CycleDefinition:
                return DecodeCycle(encoded, type == (int)WartsRecordType.CycleDefinition, ref visitor);
            case WartsRecordType.CycleStop:
                return DecodeCycleStop(encoded, ref visitor);
            case WartsRecordType.Address:
                return DecodeAddress(encoded, ref visitor);
            default:
                visitor.OnOther(type, encoded);
                return null;
        }
    }

    /// <summary>True when a record of a decoded type holds together; nothing is kept of it.</summary>
    internal bool IsSound(ushort type, ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> body = encoded[HeaderLength..];
        return (WartsRecordType)type switch
        {
            WartsRecordType.Trace =>
                TraceCodec.TryParse(body, _scratch, Tables.Addresses, _options.Dialect, _options.IsStrict, out _, out _),
            WartsRecordType.Ping => PingCodec.TryParse(body, _scratch, Tables.Addresses, out _, out _),
            WartsRecordType.List => TableCodec.ReadList(body) is not null,
            WartsRecordType.CycleStart or WartsRecordType.CycleDefinition => TableCodec.ReadCycle(body, false, Tables.Lists) is not null,
            WartsRecordType.CycleStop => TableCodec.ReadCycleStop(body) is not null,
            WartsRecordType.Address => TableCodec.TryReadAddress(body, out _),
            _ => false,
        };
    }

    private string? DecodeTrace<TVisitor>(ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        ReadOnlySpan<byte> body = encoded[HeaderLength..];
        if (!TraceCodec.TryParse(
            body, _scratch, Tables.Addresses, _options.Dialect, _options.IsStrict, out WartsTraceView view, out string? problem))
        {
            return problem;
        }

        view.List = view.ListId == 0 ? null : Tables.Lists.GetValueOrDefault(view.ListId);
        view.Cycle = view.CycleId == 0 ? null : Tables.Cycles.GetValueOrDefault(view.CycleId);
        view.Encoded = encoded;
        visitor.OnTrace(view);
        return null;
    }

    private string? DecodePing<TVisitor>(ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        if (!PingCodec.TryParse(encoded[HeaderLength..], _scratch, Tables.Addresses, out WartsPingView view, out string? problem))
        {
            return problem;
        }

        view.List = view.ListId == 0 ? null : Tables.Lists.GetValueOrDefault(view.ListId);
        view.Cycle = view.CycleId == 0 ? null : Tables.Cycles.GetValueOrDefault(view.CycleId);
        view.Encoded = encoded;
        visitor.OnPing(view);
        return null;
    }

    private string? DecodeList<TVisitor>(ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        if (TableCodec.ReadList(encoded[HeaderLength..]) is not { } list)
        {
            return "the list does not hold what it announces";
        }

        list.Encoded = encoded.ToArray();
        string? problem = Tables.Add(list, _options.IsStrict);
        if (problem is null)
        {
            visitor.OnList(list);
        }

        return problem;
    }

    private string? DecodeCycle<TVisitor>(ReadOnlySpan<byte> encoded, bool isDefinition, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        if (TableCodec.ReadCycle(encoded[HeaderLength..], isDefinition, Tables.Lists) is not { } cycle)
        {
            return "the cycle does not hold what it announces";
        }

        cycle.Encoded = encoded.ToArray();
        string? problem = Tables.Add(cycle, _options.IsStrict);
        if (problem is null)
        {
            visitor.OnCycle(cycle);
        }

        return problem;
    }

    private string? DecodeCycleStop<TVisitor>(ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        if (TableCodec.ReadCycleStop(encoded[HeaderLength..]) is not { } stop)
        {
            return "the end of a cycle does not hold what it announces";
        }

        stop.Encoded = encoded.ToArray();
        visitor.OnCycleStop(stop, Tables.Cycles.GetValueOrDefault(stop.CycleFileId));
        return null;
    }

    private string? DecodeAddress<TVisitor>(ReadOnlySpan<byte> encoded, ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        if (!TableCodec.TryReadAddress(encoded[HeaderLength..], out WartsAddressRecord? address))
        {
            return "the address has a type that does not exist, or the wrong length";
        }

        if (!Tables.Addresses.Add(address.Id, address.AddressType, address.Bytes.AsSpan()))
        {
            return "the address does not have the next number: some are missing";
        }

        address.Encoded = encoded.ToArray();
        visitor.OnAddress(address);
        return null;
    }
}
