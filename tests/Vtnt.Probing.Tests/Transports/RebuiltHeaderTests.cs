using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Transports;

public sealed class RebuiltHeaderTests
{
    [Test]
    public void Is_the_header_that_was_received_but_for_the_flow_label()
    {
        byte[] packet = new byte[40 + 16];
        packet.AsSpan().Fill(0xEE);

        RebuiltHeader.Write(packet, 16, IpProtocol.IcmpV6, HostAddress.Parse("2001:db8::1"), HostAddress.Parse("2001:db8::9"), 57, 0x28);

        Assert.That(Ipv6View.TryParse(packet, out Ipv6View ip), Is.True);
        Assert.That(ip.Source, Is.EqualTo(HostAddress.Parse("2001:db8::1")));
        Assert.That(ip.HopLimit, Is.EqualTo(57));
        Assert.That(ip.TotalLength, Is.EqualTo(56));
        Assert.That(ip.Protocol, Is.EqualTo(IpProtocol.IcmpV6));
        Assert.That(ip.FlowLabel, Is.Zero);
        Assert.That(ip.Destination, Is.EqualTo(HostAddress.Parse("2001:db8::9")));
        Assert.That(ip.TrafficClass, Is.EqualTo(0x28));
        Assert.That(packet[40..], Is.All.EqualTo(0xEE));
    }
}
