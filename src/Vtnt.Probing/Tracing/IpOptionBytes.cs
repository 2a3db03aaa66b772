using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>The IPv4 record-route and timestamp options (RFC 791): written into requests, read out of replies.</summary>
internal static class IpOptionBytes
{
    private const byte EndOfList = 0, NoOperation = 1, RecordRoute = 7, Timestamp = 68;
    private const int MaxBytes = 40, FirstAddress = 4, FirstTime = 5;

    /// <summary>Bytes of the options that a ping's probes carry, with what fills them up to a multiple of 4.</summary>
    internal static int LengthFor(PingOptions options) => options switch
    {
        { RecordRoute: true } => MaxBytes,
        { TimestampOption: PingTimestampOption.TimesOnly } => MaxBytes,
        { TimestampOption: PingTimestampOption.TimesAndAddresses } => 36,
        { TimestampOption: PingTimestampOption.Prespecified } => 4 + (8 * options.TimestampAddresses.Length),
        _ => 0,
    };

    /// <summary>The options that a ping's probes carry: as much room for answers as there is.</summary>
    internal static byte[] For(PingOptions options)
    {
        byte[] bytes = new byte[LengthFor(options)];
        if (options.RecordRoute)
        {
            (bytes[0], bytes[1], bytes[2]) = (RecordRoute, MaxBytes - 1, FirstAddress);
        }
        else if (options.TimestampOption != PingTimestampOption.None)
        {
            (bytes[0], bytes[1], bytes[2], bytes[3]) = (Timestamp, (byte)bytes.Length, FirstTime, (byte)(options.TimestampOption - 1));
            for (int i = 0; i < options.TimestampAddresses.Length; i++)
            {
                options.TimestampAddresses[i].WriteTo(bytes.AsSpan(4 + (8 * i)));
            }
        }

        return bytes;
    }

    /// <summary>The addresses that a reply's record-route option has collected; empty when there is none.</summary>
    internal static ImmutableArray<HostAddress> ReadRoute(ReadOnlySpan<byte> options)
    {
        ReadOnlySpan<byte> route = Find(options, RecordRoute);
        if (route.Length < 3)
        {
            return [];
        }

        int end = Math.Clamp(route[2] - 1, 3, route.Length);
        ImmutableArray<HostAddress>.Builder addresses = ImmutableArray.CreateBuilder<HostAddress>();
        for (int at = 3; at + 4 <= end; at += 4)
        {
            addresses.Add(HostAddress.FromBytes(route.Slice(at, 4)));
        }

        return addresses.DrainToImmutable();
    }

    /// <summary>What a reply's timestamp option has collected; null when there is none.</summary>
    internal static IpTimestamps? ReadTimestamps(ReadOnlySpan<byte> options)
    {
        ReadOnlySpan<byte> stamps = Find(options, Timestamp);
        if (stamps.Length < 4)
        {
            return null;
        }

        bool hasAddresses = (stamps[3] & 0xF) != 0;
        int step = hasAddresses ? 8 : 4, end = Math.Clamp(stamps[2] - 1, 4, stamps.Length);
        ImmutableArray<uint>.Builder times = ImmutableArray.CreateBuilder<uint>();
        ImmutableArray<HostAddress>.Builder addresses = ImmutableArray.CreateBuilder<HostAddress>();
        for (int at = 4; at + step <= end; at += step)
        {
            times.Add(BinaryPrimitives.ReadUInt32BigEndian(stamps[(at + step - 4)..]));
            if (hasAddresses)
            {
                addresses.Add(HostAddress.FromBytes(stamps.Slice(at, 4)));
            }
        }

        return new(times.DrainToImmutable(), addresses.DrainToImmutable());
    }

    /// <summary>The first option of a type; empty when there is none, or the options are damaged before it.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> options, byte type)
    {
        while (!options.IsEmpty && options[0] != EndOfList)
        {
            int length = options[0] == NoOperation ? 1 : options.Length < 2 || options[1] < 2 ? 0 : options[1];
            if (length == 0 || length > options.Length)
            {
                return default;
            }

            if (options[0] == type)
            {
                return options[..length];
            }

            options = options[length..];
        }

        return default;
    }
}
