using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>
/// Reads the body of one record from front to back, numbers in network order. The first read past the end fails the
/// cursor for good and yields zero, so that a codec checks once at the end of a structure and not after every field.
/// </summary>
internal ref struct WartsCursor
{
    private readonly ReadOnlySpan<byte> _body;

    internal WartsCursor(ReadOnlySpan<byte> body, int position = 0)
    {
        _body = body;
        Position = position;
    }

    /// <summary>Offset in the body of the next byte to read.</summary>
    internal int Position { get; private set; }

    /// <summary>True once something reached past the end of the body.</summary>
    internal bool HasFailed { get; private set; }

    internal readonly int Remaining => _body.Length - Position;

    internal readonly ReadOnlySpan<byte> Body => _body;

    internal void Fail() => HasFailed = true;

    /// <summary>Jumps to an offset at or behind the current structure's start; past the end fails.</summary>
    internal void MoveTo(int position)
    {
        if ((uint)position > (uint)_body.Length)
        {
            HasFailed = true;
            return;
        }

        Position = position;
    }

    internal byte ReadByte()
    {
        if ((uint)Position < (uint)_body.Length)
        {
            return _body[Position++];
        }

        HasFailed = true;
        return 0;
    }

    internal ushort ReadUInt16()
    {
        if (BinaryPrimitives.TryReadUInt16BigEndian(_body[Position..], out ushort value))
        {
            Position += 2;
            return value;
        }

        HasFailed = true;
        return 0;
    }

    internal uint ReadUInt32()
    {
        if (BinaryPrimitives.TryReadUInt32BigEndian(_body[Position..], out uint value))
        {
            Position += 4;
            return value;
        }

        HasFailed = true;
        return 0;
    }

    internal ReadOnlySpan<byte> ReadBytes(int length)
    {
        if ((uint)length <= (uint)Remaining)
        {
            ReadOnlySpan<byte> bytes = _body.Slice(Position, length);
            Position += length;
            return bytes;
        }

        HasFailed = true;
        return default;
    }

    /// <summary>The bytes in front of the next NUL, which is consumed too. No NUL fails.</summary>
    internal ReadOnlySpan<byte> ReadString()
    {
        int length = _body[Position..].IndexOf((byte)0);
        if (length < 0)
        {
            HasFailed = true;
            return default;
        }

        ReadOnlySpan<byte> text = _body.Slice(Position, length);
        Position += length + 1;
        return text;
    }
}
