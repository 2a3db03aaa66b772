using System.Buffers;

namespace Vtnt.Warts;

/// <summary>
/// Writes records as scamper 20260420's <c>sc_wartsdump</c> does, every stored value for people to read. Records of
/// types that are not decoded give nothing. Allocates nothing per record.
/// </summary>
/// <remarks>Traces in TNT's dialect show their slots as hops, and one more line per hop with TNT's annotation.</remarks>
public sealed class ScamperDumpWriter : IWartsVisitor
{
    private readonly IBufferWriter<byte> _output;
    private readonly TextBuffer _text = new();
    private readonly CalendarText _calendar;
    private readonly TraceDumpText _traces;
    private readonly PingDumpText _pings;

    /// <summary>A writer to <paramref name="output"/>.</summary>
    /// <param name="output">Takes UTF-8, whole records at a time.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    public ScamperDumpWriter(IBufferWriter<byte> output, ScamperTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new();
        _output = output;
        _calendar = new(options.TimeZone);
        _traces = new(_text, _calendar);
        _pings = new(_text, _calendar);
    }

    /// <inheritdoc/>
    public void OnTrace(in WartsTraceView trace)
    {
        _traces.Write(trace);
        _text.WriteTo(_output);
    }

    /// <inheritdoc/>
    public void OnPing(in WartsPingView ping)
    {
        _pings.Write(ping);
        _text.WriteTo(_output);
    }

    /// <inheritdoc/>
    public void OnList(WartsListRecord list)
    {
        ArgumentNullException.ThrowIfNull(list);
        _text.Append("list id "u8).Number(list.ListId).Append(", name "u8).Append(list.NameBytes);
        if (list.Description is not null)
        {
            _text.Append(", descr \""u8).Append(list.DescriptionBytes).Byte((byte)'"');
        }

        _text.Byte((byte)'\n');
        _text.WriteTo(_output);
    }

    /// <inheritdoc/>
    public void OnCycle(WartsCycleRecord cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        WriteCycle(cycle.IsDefinition ? "cycle def"u8 : "cycle start"u8, cycle, cycle.StartSeconds);
    }

    /// <inheritdoc/>
    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (cycle is not null)
        {
            WriteCycle("cycle stop"u8, cycle, record.StopSeconds);
        }
    }

    /// <inheritdoc/>
    public void OnAddress(WartsAddressRecord address)
    {
    }

    /// <inheritdoc/>
    public void OnOther(ushort type, ReadOnlySpan<byte> encoded)
    {
    }

    private void WriteCycle(ReadOnlySpan<byte> front, WartsCycleRecord cycle, uint time)
    {
        _text.Append(front);
        if (cycle.List is { } list)
        {
            _text.Append(", list "u8).Append(list.NameBytes).Byte((byte)' ').Number(list.ListId);
        }

        _text.Append(", cycle "u8).Number(cycle.CycleId).Append(", time "u8);
        _calendar.CTime(_text, time);
        _text.Byte((byte)'\n');
        _text.WriteTo(_output);
    }
}
