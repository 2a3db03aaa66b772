using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Transports;

public sealed class OrdinaryPacketTests
{
    [Test]
    public void Keeps_what_a_socket_can_be_told([Values] bool isV6, [Values(ProbeKind.Udp, ProbeKind.IcmpEcho)] ProbeKind kind)
    {
        byte[] bytes = Bytes(isV6, kind);

        Assert.That(OrdinaryPacket.TryRead(bytes, out OrdinaryPacket packet), Is.True);
        Assert.That(packet.Source, Is.EqualTo(HostAddress.Parse(isV6 ? "2001:db8::1" : "192.0.2.1")));
        Assert.That(packet.Destination, Is.EqualTo(HostAddress.Parse(isV6 ? "2001:db8::2" : "192.0.2.2")));
        Assert.That((packet.ProbeTtl, packet.Tos, packet.SourcePort), Is.EqualTo(((byte)9, (byte)0x28, (ushort)0x8001)));
        Assert.That(packet.Payload.ToArray(), Is.EqualTo(bytes[(isV6 ? 40 : 20)..]));
        if (kind == ProbeKind.Udp)
        {
            Assert.That(packet.DestinationPort, Is.EqualTo(33435));
        }
    }

    [TestCase(ProbeKind.TcpSyn, false)]
    [TestCase(ProbeKind.TcpAck, true)]
    [TestCase(ProbeKind.IcmpTimestamp, false)]
    public void Refuses_other_probes(ProbeKind kind, bool isV6) =>
        Assert.That(OrdinaryPacket.TryRead(Bytes(isV6, kind), out _), Is.False);

    [TestCase(6, 0x20, Description = "a fragment")]
    [TestCase(0, 0x46, Description = "options")]
    public void Refuses_what_needs_a_header_of_ours(int offset, int value)
    {
        byte[] bytes = Bytes(isV6: false, ProbeKind.Udp);
        bytes[offset] = (byte)value;
        Assert.That(OrdinaryPacket.TryRead(bytes, out _), Is.False);
    }

    [Test]
    public void Refuses_every_shorter_length([Values] bool isV6)
    {
        byte[] bytes = Bytes(isV6, ProbeKind.Udp);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.That(OrdinaryPacket.TryRead(bytes.AsSpan(0, length), out _), Is.False, $"{length} bytes");
        }
    }

    private static byte[] Bytes(bool isV6, ProbeKind kind)
    {
        Probe probe = new()
        {
            Kind = kind,
            Source = HostAddress.Parse(isV6 ? "2001:db8::1" : "192.0.2.1"),
            Destination = HostAddress.Parse(isV6 ? "2001:db8::2" : "192.0.2.2"),
            ProbeTtl = 9,
            TrafficClass = 0x28,
            Size = 72,
            SourcePort = 0x8001,
            DestinationPort = 33435,
        };
        byte[] bytes = new byte[probe.Size];
        ProbeWriter.Write(probe, bytes);
        return bytes;
    }
}
