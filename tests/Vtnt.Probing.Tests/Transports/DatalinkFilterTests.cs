using System.Buffers.Binary;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

public sealed class DatalinkFilterTests
{
    private const byte ToUs = 0, ToOthers = 3, Outgoing = 4;

    [TestCase(EtherType.IPv4, 1, ToUs, true, TestName = "ICMP")]
    [TestCase(EtherType.IPv6, 58, ToUs, true, TestName = "ICMPv6")]
    [TestCase(EtherType.IPv6, 44, ToUs, true, TestName = "An IPv6 fragment")]
    [TestCase(EtherType.IPv4, 1, Outgoing, false, TestName = "Our own probe leaving")]
    [TestCase(EtherType.IPv4, 1, ToOthers, false, TestName = "Somebody else's ICMP")]
    [TestCase(EtherType.IPv4, 58, ToUs, false, TestName = "ICMPv6 in IPv4")]
    [TestCase(EtherType.IPv6, 1, ToUs, false, TestName = "ICMP in IPv6")]
    [TestCase(EtherType.Arp, 1, ToUs, false, TestName = "ARP")]
    public void Passes_what_can_answer_a_probe(int etherType, int protocol, int direction, bool expected)
    {
        for (int asked = 0; asked < 4; asked++)
        {
            BpfInstruction[] filter = DatalinkFilter.Make((asked & 1) != 0, (asked & 2) != 0);
            Assert.That(Run(filter, etherType, protocol, direction), Is.EqualTo(expected ? uint.MaxValue : 0));
        }
    }

    [Test]
    public void Passes_tcp_and_udp_where_asked_for(
        [Values(EtherType.IPv4, EtherType.IPv6)] int etherType, [Values] bool tcp, [Values] bool udp)
    {
        BpfInstruction[] filter = DatalinkFilter.Make(tcp, udp);

        Assert.That(Run(filter, etherType, 6, ToUs), Is.EqualTo(tcp ? uint.MaxValue : 0));
        Assert.That(Run(filter, etherType, 17, ToUs), Is.EqualTo(udp ? uint.MaxValue : 0));
        Assert.That(Run(filter, etherType, 6, Outgoing), Is.Zero);
        Assert.That(Run(filter, etherType, 132, ToUs), Is.Zero);
    }

    [TestCase(2, 6, true)]
    [TestCase(1, 6, false)]
    public void Of_arp_only_answers_pass(int operation, int offset, bool expected)
    {
        byte[] packet = new byte[28];
        packet[offset + 1] = (byte)operation;
        Assert.That(Run(DatalinkFilter.ForArpReplies(), packet, EtherType.Arp, ToUs), Is.EqualTo(expected ? uint.MaxValue : 0));
    }

    [TestCase(58, 136, true)]
    [TestCase(58, 135, false)]
    [TestCase(58, 3, false)]
    [TestCase(17, 136, false)]
    public void Of_ipv6_only_advertisements_pass(int protocol, int type, bool expected)
    {
        byte[] packet = new byte[60];
        (packet[6], packet[40]) = ((byte)protocol, (byte)type);
        Assert.That(Run(DatalinkFilter.ForAdvertisements(), packet, EtherType.IPv6, ToUs), Is.EqualTo(expected ? uint.MaxValue : 0));
    }

    private static uint Run(BpfInstruction[] program, int etherType, int protocol, int direction)
    {
        byte[] packet = new byte[60];
        packet[etherType == EtherType.IPv6 ? 6 : 9] = (byte)protocol;
        return Run(program, packet, etherType, direction);
    }

    /// <summary>The kernel's filter machine, as far as it is used here.</summary>
    private static uint Run(BpfInstruction[] program, byte[] packet, int etherType, int direction)
    {
        uint accumulator = 0;
        for (int i = 0; i < program.Length; i++)
        {
            BpfInstruction instruction = program[i];
            switch (instruction.Code)
            {
                case BpfInstruction.Return:
                    return instruction.Value;
                case BpfInstruction.JumpIfEqual:
                    i += accumulator == instruction.Value ? instruction.WhenTrue : instruction.WhenFalse;
                    break;
                case BpfInstruction.LoadByte:
                    accumulator = packet[instruction.Value];
                    break;
                case BpfInstruction.LoadWord when instruction.Value == 0xFFFFF000:
                    accumulator = (uint)etherType;
                    break;
                case BpfInstruction.LoadWord when instruction.Value == 0xFFFFF004:
                    accumulator = (uint)direction;
                    break;
                case BpfInstruction.LoadHalf:
                    accumulator = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan((int)instruction.Value));
                    break;
                default:
                    throw new AssertionException($"no such instruction: {instruction.Code}");
            }
        }

        throw new AssertionException("the program does not end");
    }
}
