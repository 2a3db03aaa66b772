using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

/// <summary>Sizes and offsets of the C library's structures on 64-bit Linux, x86-64 and arm64 alike.</summary>
public sealed class InteropLayoutTests
{
    [Test]
    public void Structures_have_the_size_of_the_c_library()
    {
        Assert.That(Unsafe.SizeOf<SocketAddressV6>(), Is.EqualTo(SocketAddressV6.Size).And.EqualTo(28));
        Assert.That(Unsafe.SizeOf<ControlHeader>(), Is.EqualTo(ControlHeader.Size).And.EqualTo(16));
        Assert.That(Unsafe.SizeOf<IoVector>(), Is.EqualTo(16));
        Assert.That(Unsafe.SizeOf<MessageHeader>(), Is.EqualTo(56));
        Assert.That(Unsafe.SizeOf<BatchMessage>(), Is.EqualTo(64));
        Assert.That(Unsafe.SizeOf<SocketAddressLink>(), Is.EqualTo(SocketAddressLink.Size).And.EqualTo(20));
        Assert.That(Unsafe.SizeOf<BpfInstruction>(), Is.EqualTo(8));
        Assert.That(Unsafe.SizeOf<BpfProgram>(), Is.EqualTo(16));
        Assert.That(Unsafe.SizeOf<TimeSpecification>(), Is.EqualTo(16));
    }

    [TestCase(nameof(MessageHeader.Name), 0)]
    [TestCase(nameof(MessageHeader.NameLength), 8)]
    [TestCase(nameof(MessageHeader.Vectors), 16)]
    [TestCase(nameof(MessageHeader.VectorCount), 24)]
    [TestCase(nameof(MessageHeader.Control), 32)]
    [TestCase(nameof(MessageHeader.ControlLength), 40)]
    [TestCase(nameof(MessageHeader.Flags), 48)]
    public void A_message_header_has_its_fields_in_place(string field, int offset) =>
        Assert.That(Marshal.OffsetOf<MessageHeader>(field), Is.EqualTo((nint)offset));

    [Test]
    public void An_ipv6_socket_address_gives_back_what_it_was_made_of()
    {
        var address = new SocketAddressV6(HostAddress.Parse("fe80::1:2"), 33435, scope: 3);

        Assert.That(address.Address, Is.EqualTo(HostAddress.Parse("fe80::1:2")));
        Assert.That(address.Port, Is.EqualTo(33435));
        Assert.That(address.Scope, Is.EqualTo(3));
        Assert.That(
            Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<SocketAddressV6>(in address))),
            Is.EqualTo("0A00" + "829B" + "00000000" + "FE800000000000000000000000010002" + "03000000"));
    }

    [Test]
    public void A_link_socket_address_is_what_the_kernel_reads() =>
        Assert.That(
            Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<SocketAddressLink>([new(EtherType.IPv6, 3, [1, 2, 3, 4, 5, 6])]))),
            Is.EqualTo("1100" + "86DD" + "03000000" + "0000" + "00" + "06" + "0102030405060000"));

    [Test]
    public void A_time_span_is_seconds_and_nanoseconds()
    {
        var time = new TimeSpecification(TimeSpan.FromTicks(32_500_001));

        Assert.That((time.Seconds, time.Nanoseconds), Is.EqualTo((3L, 250_000_100L)));
    }
}
