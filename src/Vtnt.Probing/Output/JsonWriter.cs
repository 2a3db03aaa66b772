using System.Buffers;

namespace Vtnt.Probing;

/// <summary>
/// Writes one JSON text (RFC 8259), compact, in UTF-8, without anything outside ASCII. It knows where commas go and how
/// texts are escaped; that objects are closed and members named, its caller knows.
/// </summary>
/// <remarks>
/// The framework's writer would be a sixteenth of <c>vtnt-host</c>, by validation, indentation and floating point, none of
/// which is wanted.
/// </remarks>
public sealed class JsonWriter : IDisposable
{
    private readonly IBufferWriter<byte> _output;
    private byte[] _text = new byte[1024];
    private int _length;

    /// <summary>A writer at the start of a text.</summary>
    /// <param name="output">Takes the text, no later than when the writer is disposed.</param>
    public JsonWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary>Hands over what has been written.</summary>
    public void Dispose()
    {
        ReadOnlySpan<byte> rest = _text.AsSpan(0, _length);
        while (!rest.IsEmpty)
        {
            Span<byte> free = _output.GetSpan();
            int count = Math.Min(free.Length, rest.Length);
            rest[..count].CopyTo(free);
            _output.Advance(count);
            rest = rest[count..];
        }

        _length = 0;
    }

    /// <summary>Begins an object.</summary>
    /// <param name="name">Name of the member; null for an element of an array, or the text itself.</param>
    public void WriteStartObject(string? name = null) => Start(name, (byte)'{');

    /// <summary>Ends the object.</summary>
    public void WriteEndObject() => Put((byte)'}');

    /// <summary>Begins an array.</summary>
    /// <param name="name">Name of the member; null for an element of an array, or the text itself.</param>
    public void WriteStartArray(string? name = null) => Start(name, (byte)'[');

    /// <summary>Ends the array.</summary>
    public void WriteEndArray() => Put((byte)']');

    /// <summary>Writes a text.</summary>
    /// <param name="name">Name of the member; null for an element of an array.</param>
    /// <param name="text">The text.</param>
    public void WriteString(string? name, ReadOnlySpan<char> text)
    {
        Begin(name);
        PutText(text);
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="name">Name of the member; null for an element of an array.</param>
    /// <param name="value">The number.</param>
    public void WriteNumber(string? name, long value) => WriteDecimal(name, value, 0);

    /// <summary>Writes a number with a fixed count of decimals.</summary>
    /// <param name="name">Name of the member; null for an element of an array.</param>
    /// <param name="value">The number times 10 to the power of <paramref name="decimals"/>.</param>
    /// <param name="decimals">Digits behind the point, 0 to 18; without any there is no point.</param>
    public void WriteDecimal(string? name, long value, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 18);
        Begin(name);
        Span<byte> text = stackalloc byte[24];
        int start = text.Length;
        ulong rest = value < 0 ? 0 - (ulong)value : (ulong)value;
        for (int digits = 0; rest > 0 || digits <= decimals; digits++, rest /= 10)
        {
            if (digits == decimals && decimals > 0)
            {
                text[--start] = (byte)'.';
            }

            text[--start] = (byte)('0' + (rest % 10));
        }

        if (value < 0)
        {
            text[--start] = (byte)'-';
        }

        Put(text[start..]);
    }

    /// <summary>Writes true or false.</summary>
    /// <param name="name">Name of the member; null for an element of an array.</param>
    /// <param name="value">Which.</param>
    public void WriteBoolean(string? name, bool value)
    {
        Begin(name);
        Put(value ? "true"u8 : "false"u8);
    }

    private void Start(string? name, byte bracket)
    {
        Begin(name);
        Put(bracket);
    }

    // Behind the start of an object or array, and behind a name, there is no comma.
    private void Begin(string? name)
    {
        if (_length > 0 && _text[_length - 1] is not ((byte)'{' or (byte)'['))
        {
            Put((byte)',');
        }

        if (name is not null)
        {
            PutText(name);
            Put((byte)':');
        }
    }

    private void PutText(ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        foreach (char sign in text)
        {
            if (sign is >= ' ' and < '\x7F' and not ('"' or '\\'))
            {
                Put((byte)sign);
            }
            else
            {
                PutEscaped(sign);
            }
        }

        Put((byte)'"');
    }

    private void PutEscaped(char sign)
    {
        Put(sign is '"' ? "\\\""u8 : sign is '\\' ? "\\\\"u8 : "\\u"u8);
        for (int shift = 12; shift >= 0 && sign is not ('"' or '\\'); shift -= 4)
        {
            Put("0123456789abcdef"u8[(sign >> shift) & 0xF]);
        }
    }

    private void Put(byte sign) => Put([sign]);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _text.Length)
        {
            Array.Resize(ref _text, 2 * (_length + bytes.Length));
        }

        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}
