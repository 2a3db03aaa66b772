using System.Buffers;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>
/// scamper's own forms of results, made by way of their warts records as scamper's tools do. One of them serves a run: its
/// buffers are larger than any result.
/// </summary>
internal sealed class ScamperForms
{
    private readonly ArrayBufferWriter<byte> _record = new(4096);
    private readonly WartsEncoder _encoder;
    private readonly WartsDecoder _decoder = new();
    private ScamperTextWriter? _text;
    private ScamperJsonWriter? _json;

    /// <summary>Writes results to <paramref name="output"/>.</summary>
    /// <param name="format"><see cref="ResultFormat.ScamperJson"/> or <see cref="ResultFormat.ScamperText"/>.</param>
    /// <param name="output">Takes the form.</param>
    internal ScamperForms(ResultFormat format, IBufferWriter<byte> output)
    {
        _encoder = new(_record);
        _text = format == ResultFormat.ScamperText ? new(output) : null;
        _json = _text is null ? new(output, new ScamperTextOptions { TimeZone = TimeZoneInfo.Local }) : null;
    }

    internal void Write(Trace trace)
    {
        _record.ResetWrittenCount();
        _encoder.Write(trace);
        WriteRecord();
    }

    internal void Write(Ping ping)
    {
        _record.ResetWrittenCount();
        _encoder.Write(ping);
        WriteRecord();
    }

    private void WriteRecord()
    {
        ReadOnlySpan<byte> rest = _record.WrittenSpan;
        _ = _text is null ? _decoder.TryVisit(ref rest, ref _json!, isFinal: true) : _decoder.TryVisit(ref rest, ref _text, isFinal: true);
    }
}
