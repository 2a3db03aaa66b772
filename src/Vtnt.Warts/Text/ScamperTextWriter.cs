using System.Buffers;

namespace Vtnt.Warts;

/// <summary>
/// Writes records as scamper 20260420's <c>sc_warts2text</c> does: traces and pings in the customary short form; other
/// records give nothing. Allocates nothing per record.
/// </summary>
public sealed class ScamperTextWriter : IWartsVisitor
{
    private readonly IBufferWriter<byte> _output;
    private readonly TextBuffer _text = new();
    private readonly TraceShortText _traces;
    private readonly PingShortText _pings;

    /// <summary>A writer to <paramref name="output"/>.</summary>
    /// <param name="output">Takes UTF-8, whole records at a time.</param>
    public ScamperTextWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _traces = new(_text);
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
    public void OnList(WartsListRecord list)
    {
    }

    /// <inheritdoc/>
    public void OnCycle(WartsCycleRecord cycle)
    {
    }

    /// <inheritdoc/>
    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
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
}
