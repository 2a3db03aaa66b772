using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Vtnt.Probing;
using Vtnt.Probing.Wire;

namespace Vtnt.Host.Tests;

/// <summary>The cable of a guest, with this test as the guest: needs no kernel.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class GuestLinkTests
{
    private static readonly byte[] Card = [0x02, 0, 0, 0, 0, 0x55], Everybody = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    [Test]
    public void Packets_of_a_guest_cross_the_lab_and_answers_come_back_to_its_card()
    {
        using HostLab lab = HostLab.Open("invisible-php");
        byte[] source = new byte[4], gateway = new byte[4], packet = new byte[60];
        lab.Source.WriteTo(source);
        GuestLink.GatewayOf(lab.Source).WriteTo(gateway);
        HostAddress destination = HostAddress.TryParse(lab.Destinations[0], out HostAddress address) ? address : default;
        ProbeWriter.Write(new Probe { Kind = ProbeKind.IcmpEcho, Source = lab.Source, Destination = destination, ProbeTtl = 2, Size = 60 }, packet);

        (byte[] arp, byte[] answer) = lab.Execute(() => Exchange(
            Frame(0x0806, [0, 1, 8, 0, 6, 4, 0, 1, .. Card, .. source, 0, 0, 0, 0, 0, 0, .. gateway]),
            Frame(0x0800, packet)));

        Assert.That(arp[..6], Is.EqualTo(Card));
        Assert.That(arp[20..22], Is.EqualTo(new byte[] { 0, 2 }), "a reply");
        Assert.That(arp[28..32], Is.EqualTo(gateway), "of the gateway");
        Assert.That(arp[32..42], Is.EqualTo((byte[])[.. Card, .. source]), "to the guest");
        Assert.That(answer[..6], Is.EqualTo(Card));
        Assert.That(answer[26..34], Is.EqualTo((byte[])[198, 18, 1, 1, .. source]), "the second router answers: nothing on the way counts as one");
        Assert.That(answer[34], Is.EqualTo(11), "time exceeded");
    }

    private static (byte[] Arp, byte[] Answer) Exchange(byte[] request, byte[] probe)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var guest = new TcpClient();
        guest.Connect((IPEndPoint)listener.LocalEndpoint);
        using TcpClient card = listener.AcceptTcpClient();
        using var link = new GuestLink(card.GetStream());
        Task forwarding = Task.Run(link.CarryFromGuest), delivering = Task.Run(link.CarryToGuest);
        NetworkStream stream = guest.GetStream();
        stream.ReadTimeout = 10_000;

        stream.Write(request);
        byte[] arp = Read(stream);
        stream.Write(probe);
        byte[] answer = Read(stream);
        link.Stop();
        delivering.Wait();
        guest.Close();
        forwarding.Wait();
        return (arp, answer);
    }

    private static byte[] Frame(ushort type, byte[] content)
    {
        byte[] frame = [0, 0, 0, 0, .. Everybody, .. Card, (byte)(type >> 8), (byte)type, .. content];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        return frame;
    }

    private static byte[] Read(NetworkStream stream)
    {
        byte[] length = new byte[4];
        stream.ReadExactly(length);
        byte[] frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        stream.ReadExactly(frame);
        return frame;
    }
}
