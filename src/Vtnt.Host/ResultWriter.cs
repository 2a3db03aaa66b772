using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Transports;
using Vtnt.Warts;

namespace Vtnt.Host;

/// <summary>
/// Hands over each finished destination at once and whole: as frames on the console or a connection, as plain content
/// in a file. JSON results stand in an envelope that names the vantage point, the version and the job.
/// </summary>
internal sealed class ResultWriter
{
    private readonly ArrayBufferWriter<byte> _content = new(8192);
    private readonly ArrayBufferWriter<byte> _encoded = new(8192);
    private readonly HostOptions _options;
    private readonly ByteChannel _output;
    private readonly bool _isWarts, _isJson, _isFramed;
    private readonly byte[] _envelope;
    private readonly WartsEncoder _warts;
    private uint _list, _cycle;

    internal ResultWriter(HostOptions options, ByteChannel output)
    {
        (_options, _output, _isFramed) = (options, output, output == ByteChannel.Console || output.IsConnection);
        (_isWarts, _isJson) = (options.Format == "warts", options.Format == "json");
        _warts = new(_content);
        using (var writer = new JsonWriter(_content))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", "vtnt.host-result/1");
            WriteIdentity(writer, options);
            writer.WriteEndObject();
        }

        _envelope = [.. _content.WrittenSpan[..^1], .. ",\"result\":"u8];
        _content.ResetWrittenCount();
    }

    internal int Results { get; private set; }

    internal int Failures { get; private set; }

    internal static void WriteIdentity(JsonWriter writer, HostOptions options)
    {
        writer.WriteString("version", HostVersion.Text);
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)[("vantage", options["--vantage"]), ("job", options["--job"])])
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }

    internal void Begin(Timestamp now)
    {
        if (_isWarts)
        {
            _list = _warts.WriteList(1, "vtnt", $"vtnt-host {HostVersion.Text}", _options["--vantage"]);
            _cycle = _warts.WriteCycleStart(_list, 1, now, _options["--vantage"]);
            Flush();
        }
    }

    internal void End(Timestamp now)
    {
        if (_isWarts)
        {
            _warts.WriteCycleStop(_cycle, now);
            Flush();
        }
    }

    internal void Write(Trace trace) =>
        Deliver(trace, trace.StopReason == StopReason.Error, () => _warts.Write(trace, _list, _cycle), TraceJson.Write);

    internal void Write(Ping ping) => Deliver(ping, ping.StopReason == StopReason.Error, () => _warts.Write(ping, _list, _cycle), PingJson.Write);

    internal void Write(TntTrace trace) => Deliver(
        trace, trace.Trace.StopReason == StopReason.Error, () => _warts.Write(trace.AnnotatedTrace, _list, _cycle, WartsDialect.Tnt), TntJson.Write);

    private void Deliver<T>(T result, bool isFailure, Action writeWarts, Action<T, IBufferWriter<byte>> writeJson)
        where T : class
    {
        Results++;
        Failures += isFailure ? 1 : 0;
        if (_isWarts)
        {
            writeWarts();
        }
        else if (_isJson)
        {
            _content.Write(_envelope);
            writeJson(result, _content);
            _content.Write("}"u8);
        }
        else if (result is TntTrace trace)
        {
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# vtnt-host {HostVersion.Text} {_options["--vantage"]} {_options["--job"]}\n"), _content);
            Encoding.UTF8.GetBytes(TntText.Write(trace, allowReserved: _options.AllowReserved), _content);
        }

        Flush();
    }

    private void Flush()
    {
        ReadOnlySpan<byte> rest = _content.WrittenSpan;
        if (!_isFramed)
        {
            _content.Write(_isJson ? "\n"u8 : default);
            _output.Write(_content.WrittenSpan);
        }
        else if (_isWarts)
        {
            _encoded.ResetWrittenCount();
            Base64.EncodeToUtf8(rest, _encoded.GetSpan(Base64.GetMaxEncodedToUtf8Length(rest.Length)), out _, out int length);
            _encoded.Advance(length);
            FramedLine.Write(_output, "warts", _encoded.WrittenSpan);
        }
        else
        {
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)'\n');
                FramedLine.Write(_output, _options.Format, end < 0 ? rest : rest[..end]);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }

        _content.ResetWrittenCount();
    }
}
