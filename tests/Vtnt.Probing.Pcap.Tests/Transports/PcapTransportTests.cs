using System.Net;
using System.Net.Sockets;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Live capture on the loopback interface, which needs root and libpcap.</summary>
[Category("Netns")]
public sealed class PcapTransportTests
{
    [Test]
    public void Receives_what_passes_the_interface_as_whole_ip_packets()
    {
        using PcapTransport transport = OpenLoopback("udp and dst port 47123");
        Timestamp before = transport.Now;
        using (var socket = new UdpClient())
        {
            socket.Send("hello"u8, new IPEndPoint(IPAddress.Loopback, 47123));
        }

        var batch = new PacketBatch(4, 1 << 16);
        Assert.That(transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(10)), Is.EqualTo(1));
        Assert.That(Ipv4View.TryParse(batch.Packet(0), out Ipv4View packet));
        Assert.That(packet.Source, Is.EqualTo(HostAddress.Parse("127.0.0.1")));
        Assert.That(packet.Payload[8..].ToArray(), Is.EqualTo("hello"u8.ToArray()));
        Assert.That(batch[0].Origin, Is.EqualTo(TimestampOrigin.Datalink));
        Assert.That(batch[0].Time, Is.LessThanOrEqualTo(transport.Now));
        Assert.That(batch[0].Time, Is.GreaterThanOrEqualTo(before - TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public void Waits_no_longer_than_asked_when_nothing_passes()
    {
        using PcapTransport transport = OpenLoopback("src host 192.0.2.77");
        Timestamp until = transport.Now + TimeSpan.FromMilliseconds(20);

        Assert.That(transport.Receive(new PacketBatch(4, 1 << 16), until), Is.Zero);
        Assert.That(transport.Now, Is.GreaterThanOrEqualTo(until));
    }

    [Test]
    public void Refuses_what_is_no_filter_and_no_interface()
    {
        OpenLoopback("udp").Dispose();
        Assert.That(() => Open("lo", "udp and and"), Throws.ArgumentException);
        Assert.That(() => Open("no-such-interface", "udp"), Throws.TypeOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
    }

    private static PcapTransport Open(string name, string filter) =>
        PcapTransport.Open(new ClockTransport(), new PcapTransportOptions { Interface = name, Filter = filter });

    private static PcapTransport OpenLoopback(string filter)
    {
        try
        {
            return Open("lo", filter);
        }
        catch (ProbingException exception) when (exception.Error is ProbingError.Privilege or ProbingError.NotSupported or ProbingError.NoInterface)
        {
            Assert.Ignore($"Live capture is not possible here: {exception.Message}");
            throw;
        }
    }

    /// <summary>A sender that has only a clock.</summary>
    private sealed class ClockTransport : IProbeTransport
    {
        public TransportCapabilities Capabilities => TransportCapabilities.None;

        public Timestamp Now => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);

        public void Send(PacketBatch batch) => throw new NotSupportedException();

        public int Receive(PacketBatch batch, Timestamp until) => throw new NotSupportedException();
    }
}
