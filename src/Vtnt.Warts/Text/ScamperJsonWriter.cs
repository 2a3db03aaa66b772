using System.Buffers;

namespace Vtnt.Warts;

/// <summary>
/// Writes records as the JSON of scamper 20260420's <c>sc_warts2json</c>: one object and a line feed per measurement,
/// cycle start and cycle stop; other records give nothing. Allocates nothing per record.
/// </summary>
/// <remarks>
/// Traces in TNT's dialect show their slots as <c>probe_ttl</c>, and TNT's annotation in the members
/// <c>hop_ping_rttl</c>, <c>hop_types_mflags</c>, <c>hop_fail_mflags</c>, <c>hop_disc_mflags</c> and
/// <c>hop_mpls_iteration</c>, each absent when 0.
/// </remarks>
public sealed class ScamperJsonWriter : IWartsVisitor
{
    private readonly IBufferWriter<byte> _output;
    private readonly TextBuffer _text = new();
    private readonly TraceJsonText _traces;
    private readonly PingJsonText _pings;

    /// <summary>A writer to <paramref name="output"/>.</summary>
    /// <param name="output">Takes UTF-8, whole lines at a time.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    public ScamperJsonWriter(IBufferWriter<byte> output, ScamperTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new();
        _output = output;
        _traces = new(_text, options);
        _pings = new(_text);
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
    public void OnCycle(WartsCycleRecord cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        if (!cycle.IsDefinition)
        {
            WriteCycle("{\"type\":\"cycle-start\""u8, cycle, ", \"start_time\":"u8, cycle.StartSeconds);
        }
    }

    /// <inheritdoc/>
    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (cycle is not null)
        {
            WriteCycle("{\"type\":\"cycle-stop\""u8, cycle, ", \"stop_time\":"u8, record.StopSeconds);
        }
    }

    /// <inheritdoc/>
    public void OnList(WartsListRecord list)
    {
    }

    /// <inheritdoc/>
    public void OnAddress(WartsAddressRecord address)
    {
    }

    /// <inheritdoc/>
    public void OnOther(ushort type, ReadOnlySpan<byte> encoded)
    {
    }

    /// <summary>Here, unlike elsewhere, a blank follows each comma.</summary>
    private void WriteCycle(ReadOnlySpan<byte> front, WartsCycleRecord cycle, ReadOnlySpan<byte> timeName, uint time)
    {
        _text.Append(front);
        if (cycle.List is { } list)
        {
            _text.Append(", \"list_name\":"u8);
            JsonText.String(_text, list.NameBytes);
        }

        _text.Append(", \"id\":"u8).Number(cycle.CycleId);
        if (cycle.Hostname is not null)
        {
            _text.Append(", \"hostname\":"u8);
            JsonText.String(_text, cycle.HostnameBytes);
        }

        _text.Append(timeName).Number(time).Append("}\n"u8);
        _text.WriteTo(_output);
    }
}
