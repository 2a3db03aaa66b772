using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>One netlink message as received, checked and cut to its length. Pure.</summary>
internal readonly ref struct NetlinkAnswer
{
    private readonly ReadOnlySpan<byte> _message;

    private NetlinkAnswer(ReadOnlySpan<byte> message) => _message = message;

    /// <summary>What the message is.</summary>
    internal ushort Type => MemoryMarshal.Read<ushort>(_message[4..]);

    /// <summary>The number of the request that it answers.</summary>
    internal uint Sequence => MemoryMarshal.Read<uint>(_message[8..]);

    /// <summary>The error number of an error message, positive; 0 when it says that all went well.</summary>
    internal int Errno => _message.Length >= NetlinkCode.HeaderLength + sizeof(int) ? -MemoryMarshal.Read<int>(_message[NetlinkCode.HeaderLength..]) : 0;

    /// <summary>Reads the first message of a datagram; false when it is not whole.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> datagram, out NetlinkAnswer answer)
    {
        answer = default;
        if (datagram.Length < NetlinkCode.HeaderLength
            || MemoryMarshal.Read<uint>(datagram) is var length && (length < NetlinkCode.HeaderLength || length > datagram.Length))
        {
            return false;
        }

        answer = new(datagram[..(int)length]);
        return true;
    }

    /// <summary>Reads a route; false when it is none, or one by which nothing leaves.</summary>
    internal bool TryReadRoute(out RouteFields route)
    {
        route = default;
        if (Type != NetlinkCode.NewRoute || _message.Length < NetlinkCode.HeaderLength + NetlinkCode.RouteLength)
        {
            return false;
        }

        byte type = _message[NetlinkCode.HeaderLength + 7];
        route.IsLocal = type == NetlinkCode.TypeLocal;
        ReadOnlySpan<byte> rest = _message[(NetlinkCode.HeaderLength + NetlinkCode.RouteLength)..];
        while (TryTakeAttribute(ref rest, out ushort attribute, out ReadOnlySpan<byte> value))
        {
            switch (attribute)
            {
                case NetlinkCode.RouteInterface when value.Length >= sizeof(int):
                    route.InterfaceIndex = MemoryMarshal.Read<int>(value);
                    break;
                case NetlinkCode.RouteGateway when value.Length is 4 or 16:
                    route.Gateway = HostAddress.FromBytes(value);
                    break;
                case NetlinkCode.RouteVia when value.Length is 6 or 18:
                    route.Gateway = HostAddress.FromBytes(value[2..]);
                    break;
                case NetlinkCode.RouteSource when value.Length is 4 or 16:
                    route.Source = HostAddress.FromBytes(value);
                    break;
                case NetlinkCode.RouteMetrics:
                    route.Mtu = ReadMtu(value);
                    break;
            }
        }

        return route.InterfaceIndex > 0 && type is NetlinkCode.TypeUnicast or NetlinkCode.TypeLocal;
    }

    /// <summary>Reads an interface; null when it is none.</summary>
    internal NetworkLink? ReadLink()
    {
        if (Type != NetlinkCode.NewLink || _message.Length < NetlinkCode.HeaderLength + NetlinkCode.LinkLength)
        {
            return null;
        }

        uint flags = MemoryMarshal.Read<uint>(_message[24..]);
        var link = new NetworkLink
        {
            Index = MemoryMarshal.Read<int>(_message[20..]),
            Name = "",
            Mtu = 0,
            HardwareType = MemoryMarshal.Read<ushort>(_message[18..]),
            IsUp = (flags & NetlinkCode.FlagUp) != 0,
            HasNoArp = (flags & NetlinkCode.FlagNoArp) != 0,
        };
        ReadOnlySpan<byte> rest = _message[(NetlinkCode.HeaderLength + NetlinkCode.LinkLength)..];
        while (TryTakeAttribute(ref rest, out ushort attribute, out ReadOnlySpan<byte> value))
        {
            link = attribute switch
            {
                NetlinkCode.LinkName => link with { Name = System.Text.Encoding.UTF8.GetString(value.TrimEnd((byte)0)) },
                NetlinkCode.LinkAddress => link with { HardwareAddress = [.. value] },
                NetlinkCode.LinkMtu when value.Length >= sizeof(int) => link with { Mtu = MemoryMarshal.Read<int>(value) },
                _ => link,
            };
        }

        return link;
    }

    private static int ReadMtu(ReadOnlySpan<byte> metrics)
    {
        while (TryTakeAttribute(ref metrics, out ushort attribute, out ReadOnlySpan<byte> value))
        {
            if (attribute == NetlinkCode.MetricMtu && value.Length >= sizeof(int))
            {
                return MemoryMarshal.Read<int>(value);
            }
        }

        return 0;
    }

    private static bool TryTakeAttribute(ref ReadOnlySpan<byte> rest, out ushort type, out ReadOnlySpan<byte> value)
    {
        const ushort TypeMask = 0x3FFF;
        type = 0;
        value = default;
        if (rest.Length < NetlinkCode.AttributeHeaderLength)
        {
            return false;
        }

        int length = MemoryMarshal.Read<ushort>(rest);
        if (length < NetlinkCode.AttributeHeaderLength || length > rest.Length)
        {
            return false;
        }

        type = (ushort)(MemoryMarshal.Read<ushort>(rest[2..]) & TypeMask);
        value = rest[NetlinkCode.AttributeHeaderLength..length];
        rest = rest[Math.Min(NetlinkCode.Align(length), rest.Length)..];
        return true;
    }
}
