using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Packets leave by the raw socket of their family, to their own destination.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RawSocketAddressing(RawSocket v4, RawSocket? v6, PortHolder ports) : IPacketAddressing
{
    public int Address(ReadOnlySpan<byte> packet, Span<byte> name, out int nameLength, out SendFailure failure)
    {
        HostAddress destination = PacketSender.DestinationOf(packet);
        failure = SendFailure.None;
        if (destination.IsIPv4)
        {
            ports.Hold(packet, isV6: false);
            MemoryMarshal.Write(name, new SocketAddressV4(destination, 0));
            nameLength = SocketAddressV4.Size;
            return v4.Descriptor;
        }

        if (destination.IsIPv6 && v6 is not null)
        {
            ports.Hold(packet, isV6: true);
            MemoryMarshal.Write(name, new SocketAddressV6(destination, 0));
            nameLength = SocketAddressV6.Size;
            return v6.Descriptor;
        }

        nameLength = 0;
        failure = SendFailure.NotSupported;
        return -1;
    }
}
