using System.Buffers.Binary;

namespace Vtnt.Lab.Tests;

/// <summary>Record route and timestamp along v - a - b - t and back: each router its outgoing interface, the target the address that was asked.</summary>
public sealed class HeaderOptionsTests
{
    private static readonly Network Chain = Network.Parse("""
        host v
        host t
        vantage v
        destination t
        router a
        router b
        link v a 198.18.0.0 198.18.0.1
        link a b 198.18.0.2 198.18.0.3
        link b t 198.18.0.4 198.18.0.5
        """);

    [Test]
    public void Record_route_shows_the_way_there_and_back()
    {
        byte[] option = new byte[40];
        (option[0], option[1], option[2]) = (7, 39, 4);
        Assert.That(Addresses(Answer(option), 3, 9), Is.EqualTo("198.18.0.2 198.18.0.4 198.18.0.5 198.18.0.3 198.18.0.1 0.0.0.0 0.0.0.0 0.0.0.0 0.0.0.0"));
    }

    [Test]
    public void A_route_that_is_full_stays_as_it_is()
    {
        byte[] answer = Answer([1, 7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.That(Addresses(answer, 4, 2), Is.EqualTo("198.18.0.2 198.18.0.4"));
        Assert.That(answer[3], Is.EqualTo(12), "the pointer stands behind the option");
    }

    [Test]
    public void Timestamps_are_milliseconds_since_midnight_and_what_finds_no_room_is_counted()
    {
        byte[] answer = Answer([68, 12, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.That((BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(8))), Is.EqualTo((1u, 2u)), "1 ms per link after 2026-01-01T00:00");
        Assert.That(answer[3], Is.EqualTo(0x30), "three more nodes: t, b and a");
    }

    [Test]
    public void Timestamps_may_carry_addresses()
    {
        byte[] option = new byte[20];
        (option[0], option[1], option[2], option[3]) = (68, 20, 5, 1);
        byte[] answer = Answer(option);
        Assert.That(Addresses(answer, 4, 1) + " " + Addresses(answer, 12, 1), Is.EqualTo("198.18.0.2 198.18.0.4"));
        Assert.That((answer[11], answer[19]), Is.EqualTo((1, 2)));
    }

    [Test]
    public void Prespecified_addresses_are_stamped_by_their_owners_in_turn()
    {
        byte[] option = [68, 20, 5, 3, 198, 18, 0, 3, 0, 0, 0, 0, 198, 18, 0, 1, 0, 0, 0, 0];
        byte[] answer = Answer(option);
        Assert.That((answer[2], answer[11], answer[19]), Is.EqualTo((21, 2, 5)), "b on the way there, a on the way back");
    }

    [TestCase("07")]
    [TestCase("0703")]
    [TestCase("07030400")]
    [TestCase("07FF0400")]
    [TestCase("07070000000000 00")]
    [TestCase("07070100000000 00")]
    [TestCase("44040500")]
    [TestCase("44080003 00000000")]
    [TestCase("8303FF01")]
    [TestCase("01010101")]
    public void Malformed_and_unknown_options_pass_untouched(string hex)
    {
        byte[] option = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal).PadRight(8, '0'));
        Assert.That(Answer(option)[0], Is.EqualTo(option[0]));
    }

    private static string Addresses(byte[] options, int start, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => HostAddress.FromBytes(options.AsSpan(start + (4 * i), 4))));

    /// <summary>The options of the answer to an echo request with these options.</summary>
    private static byte[] Answer(byte[] options)
    {
        int header = 20 + options.Length;
        byte[] packet = new byte[header + 8];
        packet[0] = (byte)(0x40 | (header / 4));
        packet[3] = (byte)packet.Length;
        (packet[8], packet[9]) = (64, 1);
        HostAddress.Parse("198.18.0.0").WriteTo(packet.AsSpan(12));
        HostAddress.Parse("198.18.0.5").WriteTo(packet.AsSpan(16));
        options.CopyTo(packet, 20);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, header)));
        (packet[header], packet[header + 2], packet[header + 3]) = (8, 0xF7, 0xFF);
        var transport = new SimulatedTransport(Chain);
        var batch = new PacketBatch(4, 4096);
        packet.CopyTo(batch.FreeSpan);
        batch.Commit(packet.Length);
        transport.Send(batch);
        Assert.That(transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(1)), Is.EqualTo(1));
        Assert.That(Ipv4View.TryParse(batch.Packet(0), out Ipv4View answer) && answer.HasValidChecksum && answer.HeaderLength == header, Is.True);
        Assert.That(answer.TimeToLive, Is.EqualTo(62));
        return batch.Packet(0)[20..header].ToArray();
    }
}
