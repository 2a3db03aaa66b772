using System.Buffers;
using System.Buffers.Binary;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// Where a record is put together before it is written whole: growing memory, numbers in network order, and the
/// record's table of addresses. Reused for every record.
/// </summary>
internal sealed class WartsBuffer
{
    private const int MaxStringLength = 8192;

    private readonly Dictionary<HostAddress, uint> _addresses = [];
    private readonly List<string> _names = [];
    private byte[] _bytes = new byte[4096];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Starts a record of the given type; its length is filled in by <see cref="WriteTo"/>.</summary>
    internal void Begin(int recordType)
    {
        Length = 0;
        _addresses.Clear();
        _names.Clear();
        UInt16(WartsRecordHeader.Magic);
        UInt16(recordType);
        UInt32(0);
    }

    /// <summary>Fills in the record's length and hands it over in one piece.</summary>
    internal void WriteTo(IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(4), (uint)(Length - WartsRecordHeader.Length));
        output.Write(Written);
    }

    internal void Byte(int value) => Take(1)[0] = (byte)value;

    internal void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    internal void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>UTF-8 and a NUL; ends at the text's own NUL if it has one, and after 8192 bytes at the latest.</summary>
    internal void String(string text)
    {
        byte[] bytes = WartsText.Encode(text);
        StringBytes(bytes);
    }

    /// <summary>Bytes without a NUL, and a NUL; cut after 8192 bytes.</summary>
    internal void StringBytes(ReadOnlySpan<byte> bytes)
    {
        Bytes(bytes[..Math.Min(bytes.Length, MaxStringLength)]);
        Byte(0);
    }

    internal void Time(Timestamp time)
    {
        UInt32(WartsTime.Seconds(time));
        UInt32((uint)time.Microseconds);
    }

    /// <summary>Inline at first use in the record, afterwards by number.</summary>
    internal void Address(HostAddress address)
    {
        if (_addresses.TryGetValue(address, out uint number))
        {
            Byte(0);
            UInt32(number);
            return;
        }

        _addresses.Add(address, (uint)_addresses.Count);
        StaticAddress(address);
    }

    internal void StaticAddress(HostAddress address)
    {
        Byte(address.Length);
        Byte(address.IsIPv4 ? WartsAddress.IPv4 : WartsAddress.IPv6);
        address.WriteTo(Take(address.Length));
    }

    /// <summary>Inline at first use in the record, afterwards by number; at most 255 names are remembered.</summary>
    internal void InterfaceName(string name)
    {
        int known = _names.IndexOf(name);
        if (known >= 0)
        {
            Byte(known + 1);
            return;
        }

        bool isRemembered = _names.Count < byte.MaxValue;
        if (isRemembered)
        {
            _names.Add(name);
        }

        Byte(isRemembered ? _names.Count : 0);
        String(name);
    }

    /// <summary>Writes the front of a parameter block; returns where the parameters begin.</summary>
    internal int BeginBlock(ulong flags)
    {
        ParameterBlock.WriteFlags(flags, Take(ParameterBlock.FlagBytes(flags)));
        if (flags != 0)
        {
            UInt16(0);
        }

        return Length;
    }

    /// <summary>Fills in the length of the block whose parameters begin at <paramref name="start"/>.</summary>
    internal void EndBlock(int start)
    {
        if (start != Length)
        {
            PatchUInt16(start - 2, Length - start);
        }
    }

    internal void PatchUInt16(int position, int value) => BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(position), (ushort)value);

    /// <summary>A state to come back to by <see cref="Rewind"/>.</summary>
    internal (int Length, int Addresses) Mark() => (Length, _addresses.Count);

    /// <summary>Forgets what was written since the mark, addresses included.</summary>
    internal void Rewind((int Length, int Addresses) mark)
    {
        Length = mark.Length;
        if (_addresses.Count == mark.Addresses)
        {
            return;
        }

        // A dictionary bears removals while it is being enumerated.
        foreach ((HostAddress address, uint number) in _addresses)
        {
            if (number >= mark.Addresses)
            {
                _addresses.Remove(address);
            }
        }
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
        }

        Span<byte> taken = _bytes.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
