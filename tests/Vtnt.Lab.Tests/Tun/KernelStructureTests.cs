using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Lab.Tun;

namespace Vtnt.Lab.Tests;

/// <summary>The structures that the kernel reads have the sizes and offsets of its headers on 64-bit systems.</summary>
[SupportedOSPlatform("linux")]
public sealed class KernelStructureTests
{
    [Test]
    public void Sizes_are_the_kernels()
    {
        Assert.That(Unsafe.SizeOf<InterfaceRequest>(), Is.EqualTo(40), "struct ifreq");
        Assert.That(Unsafe.SizeOf<SocketAddress>(), Is.EqualTo(16), "struct sockaddr_in");
        Assert.That(Unsafe.SizeOf<AddressRequestV6>(), Is.EqualTo(24), "struct in6_ifreq");
        Assert.That(Unsafe.SizeOf<RouteRequest>(), Is.EqualTo(120), "struct rtentry");
        Assert.That(Unsafe.SizeOf<RouteRequestV6>(), Is.EqualTo(80), "struct in6_rtmsg");
        Assert.That(Unsafe.SizeOf<PollDescriptor>(), Is.EqualTo(8), "struct pollfd");
        Assert.That(Unsafe.SizeOf<TimeSpec>(), Is.EqualTo(16), "struct timespec");
        Assert.That(Unsafe.SizeOf<AddressBytes>(), Is.EqualTo(16), "struct in6_addr");
    }

    [Test]
    public void Addresses_stand_in_network_order()
    {
        var request = new InterfaceRequest("lab0") { Address = new(HostAddress.Parse("198.18.0.1").IPv4Value) };
        Assert.That(Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<InterfaceRequest>(in request))[..24]), Is.EqualTo(
            "6C616230000000000000000000000000" + "02000000C6120001"));

        var route = new RouteRequestV6 { Destination = AddressBytes.From(HostAddress.Parse("2001:db8::1")), DestinationLength = 32, Index = 7 };
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<RouteRequestV6>(in route));
        Assert.That(Convert.ToHexString(bytes[..16]), Is.EqualTo("20010DB8000000000000000000000001"));
        Assert.That((bytes[52], bytes[76]), Is.EqualTo((32, 7)));
    }
}
