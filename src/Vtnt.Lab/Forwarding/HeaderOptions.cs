using System.Buffers.Binary;

namespace Vtnt.Lab;

/// <summary>The IPv4 options that routers fill in: record route and timestamp (RFC 791 section 3.1). Others pass untouched.</summary>
internal static class HeaderOptions
{
    private const byte End = 0, NoOperation = 1, RecordRoute = 7, Timestamp = 68;

    private const int Pointer = 2, Overflow = 3;

    /// <summary>Fills in what a node fills in that sends the packet on. Malformed options are left alone.</summary>
    /// <param name="options">The options of the header.</param>
    /// <param name="addresses">Whose addresses are whose.</param>
    /// <param name="at">The node.</param>
    /// <param name="address">Its address on the way that the packet takes.</param>
    /// <param name="time">Nanoseconds since the epoch.</param>
    internal static void Record(Span<byte> options, AddressPlan addresses, Node at, HostAddress address, long time)
    {
        while (options.Length >= 2 && options[0] != End)
        {
            if (options[0] == NoOperation)
            {
                options = options[1..];
                continue;
            }

            int length = options[1];
            if (length < 2 || length > options.Length)
            {
                return;
            }

            Span<byte> option = options[..length];
            if (option[0] == RecordRoute && length > Pointer && TryTake(option, sizeof(uint), out Span<byte> room))
            {
                address.WriteTo(room);
            }
            else if (option[0] == Timestamp && length > Overflow)
            {
                Stamp(option, addresses, at, address, time);
            }

            options = options[length..];
        }
    }

    private static void Stamp(Span<byte> option, AddressPlan addresses, Node at, HostAddress address, long time)
    {
        int flag = option[Overflow] & 0xF;
        int length = flag == 0 ? sizeof(uint) : 2 * sizeof(uint);
        bool isAsked = flag != 3 || IsNext(option, addresses, at);
        if (!isAsked)
        {
            return;
        }

        if (TryTake(option, length, out Span<byte> room))
        {
            if (flag == 1)
            {
                address.WriteTo(room);
            }

            BinaryPrimitives.WriteUInt32BigEndian(room[(length - sizeof(uint))..], (uint)(time / 1_000_000 % 86_400_000));
        }
        else if (flag != 3 && option[Overflow] < 0xF0)
        {
            option[Overflow] += 0x10;
        }
    }

    // With prespecified addresses only the node whose turn it is answers.
    private static bool IsNext(Span<byte> option, AddressPlan addresses, Node at)
    {
        int start = option[Pointer] - 1;
        return start > Overflow && start + 8 <= option.Length
            && addresses.TryFind(HostAddress.FromBytes(option.Slice(start, sizeof(uint))), out AddressOwner owner) && owner.Node == at;
    }

    private static bool TryTake(Span<byte> option, int length, out Span<byte> room)
    {
        int start = option[Pointer] - 1;
        bool fits = start > Pointer && start + length <= option.Length;
        room = fits ? option.Slice(start, length) : default;
        option[Pointer] += (byte)(fits ? length : 0);
        return fits;
    }
}
