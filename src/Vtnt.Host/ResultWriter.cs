using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Vtnt.Mpls;
using Vtnt.Probing;
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
    private readonly Channel _output;
    private readonly bool _isFramed;
    private readonly byte[] _envelope;
    private readonly WartsEncoder _warts;
    private uint _list, _cycle;

    internal ResultWriter(HostOptions options, Channel output, bool isFramed)
    {
        (_options, _output, _isFramed) = (options, output, isFramed);
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
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)[("vantage", options.Vantage), ("job", options.Job)])
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }

    internal void Begin(Timestamp now)
    {
        if (_options.Format == "warts")
        {
            _list = _warts.WriteList(1, "vtnt", $"vtnt-host {HostVersion.Text}", _options.Vantage);
            _cycle = _warts.WriteCycleStart(_list, 1, now, _options.Vantage);
            Flush();
        }
    }

    internal void End(Timestamp now)
    {
        if (_options.Format == "warts")
        {
            _warts.WriteCycleStop(_cycle, now);
            Flush();
        }
    }

    internal void Write(Trace trace)
    {
        Count(trace.StopReason == StopReason.Error);
        if (_options.Format == "warts")
        {
            _warts.Write(trace, _list, _cycle);
        }
        else
        {
            _content.Write(_envelope);
            TraceJson.Write(trace, _content);
            _content.Write("}"u8);
        }

        Flush();
    }

    internal void Write(Ping ping)
    {
        Count(isFailure: false);
        if (_options.Format == "warts")
        {
            _warts.Write(ping, _list, _cycle);
        }
        else
        {
            _content.Write(_envelope);
            PingJson.Write(ping, _content);
            _content.Write("}"u8);
        }

        Flush();
    }

    internal void Write(TntTrace trace)
    {
        Count(trace.Trace.StopReason == StopReason.Error);
        switch (_options.Format)
        {
            case "warts":
                _warts.Write(trace.AnnotatedTrace, _list, _cycle, WartsDialect.Tnt);
                break;
            case "text":
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# vtnt-host {HostVersion.Text} {_options.Vantage} {_options.Job}\n"), _content);
                Encoding.UTF8.GetBytes(TntText.Write(trace, allowReserved: _options.AllowReserved), _content);
                break;
            default:
                _content.Write(_envelope);
                TntJson.Write(trace, _content);
                _content.Write("}"u8);
                break;
        }

        Flush();
    }

    private void Count(bool isFailure)
    {
        Results++;
        Failures += isFailure ? 1 : 0;
    }

    private void Flush()
    {
        if (!_isFramed)
        {
            _content.Write(_options.Format == "json" ? "\n"u8 : default);
            _output.Write(_content.WrittenSpan);
        }
        else if (_options.Format == "warts")
        {
            _encoded.ResetWrittenCount();
            Base64.EncodeToUtf8(_content.WrittenSpan, _encoded.GetSpan(Base64.GetMaxEncodedToUtf8Length(_content.WrittenCount)), out _, out int length);
            _encoded.Advance(length);
            Frames.Write(_output, "warts", _encoded.WrittenSpan);
        }
        else
        {
            for (ReadOnlySpan<byte> rest = _content.WrittenSpan; !rest.IsEmpty;)
            {
                int end = rest.IndexOf((byte)'\n');
                Frames.Write(_output, _options.Format, end < 0 ? rest : rest[..end]);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }

        _content.ResetWrittenCount();
    }
}
