using System.Globalization;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>
/// Every field of one reply, and of its probe, of every capture. The numbers are those of tshark's dissection (the deepest
/// label stack of each file, else its first answered probe), not ours.
/// </summary>
public sealed class FixtureReplyTests
{
    /// <summary>
    /// Capture; probe's TTL, size, IP identification, time sent; reply's address, ICMP type/code, time received, TTL, TOS,
    /// size, IP identification; quoted TTL/TOS/length; next-hop MTU; extension objects as class/C-type:payload. A dash is
    /// absence. Times are nanoseconds since 1970.
    /// </summary>
    private const string Dissection =
        """
        interleaved.pcap 3 60 23897 1795643762758187823 198.18.2.1 11/0 1795643762835054853 247 0 168 46521 1/0/60 - 1/1:05E0B101
        invisible-pings.pcap 1 60 8868 1795643771376634797 198.18.0.2 11/0 1795643771391035338 255 0 56 21854 1/0/60 - -
        juniper-pings.pcap 1 60 26212 1795645891254838753 198.18.0.2 11/0 1795645891256421216 255 0 56 21854 1/0/60 - -
        mtr-icmp.pcapng 4 64 50836 1795643718852779973 198.18.2.3 11/0 1795643718885361757 248 0 168 641 2/0/64 - 1/1:05E1C101
        mtr-tcp.pcap 4 60 32604 1795643738168842900 198.18.2.3 11/0 1795643738201745071 248 0 168 641 2/0/60 - 1/1:05E1C101
        mtr-udp.pcap 4 64 57954 1795643728816385010 198.18.2.3 11/0 1795643728848920425 248 0 168 641 2/0/64 - 1/1:05E1C101
        scamper-icmp-paris-v6.pcap 5 60 - 1795643761092205392 2001:db8:2::5 3/0 1795643761124646076 249 0 188 - 3/0/60 - 1/1:05E2D101
        scamper-icmp-paris.pcap 5 44 5 1795643752519548941 198.18.2.5 11/0 1795643752551990607 249 0 168 15525 3/0/44 - 1/1:05E2D101
        scamper-icmp.pcap 5 44 5 1795643750653898493 198.18.2.5 11/0 1795643750686332247 249 0 168 15525 3/0/44 - 1/1:05E2D101
        scamper-tcp-ack.pcap 5 40 5 1795643756780664654 198.18.2.3 11/0 1795643756813020212 247 0 168 640 2/0/40 - 1/1:05E1C101
        scamper-tcp.pcap 5 40 5 1795643754520880377 198.18.2.3 11/0 1795643754553250006 247 0 168 640 2/0/40 - 1/1:05E1C101
        scamper-udp-paris-v6.pcap 5 60 - 1795643758806041402 2001:db8:2::5 3/0 1795643758838532281 249 0 188 - 3/0/60 - 1/1:05E2D101
        scamper-udp-paris.pcap 5 44 5 1795643748535005360 198.18.2.5 11/0 1795643748567502148 249 0 168 15525 3/0/44 - 1/1:05E2D101
        scamper-udp.pcap 5 44 5 1795643746481726256 198.18.2.5 11/0 1795643746514191547 249 0 168 15525 3/0/44 - 1/1:05E2D101
        sim-scamper2026-v4.pcap 5 44 13 1795395026869568000 10.2.5.1 11/0 1795395026880440000 251 192 176 42717 3/0/44 - 1/1:4930000100003001000103FE
        sim-scamper2026-v6.pcap 5 60 - 1795395041861297000 2001:db8:2:5::1 3/0 1795395041872846000 251 192 196 - 3/0/60 - 1/1:4930000100003001000103FE
        traceroute-icmp.pcap.gz 3 60 6621 1795643712467390327 198.18.2.1 11/0 1795643712519667165 247 0 168 46523 1/0/60 - 1/1:05E0B101
        traceroute-tcp.pcap 3 60 171 1795643713723800955 198.18.2.1 11/0 1795643713779807949 247 0 168 46522 1/0/60 - 1/1:05E0B101
        traceroute-udp-v6.pcap 3 80 - 1795643716172731415 2001:db8:2::1 3/0 1795643716213463257 247 0 188 - 1/0/80 - 1/1:05E0B101
        traceroute-udp.pcap 3 60 39571 1795643711191652102 198.18.2.1 11/0 1795643711229745691 247 0 168 46521 1/0/60 - 1/1:05E0B101
        traceroute-udp53.pcap 4 60 58728 1795643714985312848 198.18.2.3 11/0 1795643715054888476 248 0 168 640 2/0/60 - 1/1:05E1C101
        caracal-icmp-icmp-echo-reply.pcap 10 40 10 1613155697123370000 8.8.8.8 0/0 1613155697130290000 117 0 40 0 - - -
        caracal-icmp-icmp-ttl-exceeded.pcap 6 36 6 1613155623838995000 72.14.204.68 11/0 1613155623845580000 250 0 56 0 1/0/36 - -
        caracal-icmp6-icmp6-echo-reply.pcap 8 58 - 1615987338563850000 2001:4860:4860::8888 129/0 1615987338565191000 118 128 58 - - - -
        caracal-icmp6-icmp6-ttl-exceeded.pcap 2 52 - 1615987564866978000 2a04:8ec0:0:a::1:119 3/0 1615987564867543000 63 0 100 - 1/0/52 - -
        caracal-udp-icmp-ttl-exceeded.pcap 6 36 6 1613155487926209000 72.14.204.68 11/0 1613155487934429000 250 0 56 0 1/0/36 - -
        caracal-udp-icmp6-ttl-exceeded.pcap 2 52 - 1615987632701783000 2a04:8ec0:0:a::1:119 3/0 1615987632702320000 63 0 100 - 1/0/52 - -
        tcpdump-icmp-cksum-oobr-4.pcapng - - - - 10.0.12.2 11/0 1385887892546678000 251 192 8360 5047 1/0/28 - 1/1:00010101
        tcpdump-icmp-rfc5837.pcap - - - - 10.4.0.2 11/0 1087208009331681000 254 0 240 59168 1/0/40 - 2/14:0000000F000100000A0A0A0A40546869732D69732D7468652D6E616D652D6F662D7468652D496E746572666163652D746861742D77652D6172652D6C6F6F6B696E672D666F722D5B3A2D295D
        tcpdump-mpls-traceroute.pcap 2 40 42320 1087208009330110000 10.4.0.2 11/0 1087208009330735000 254 0 168 59167 1/0/40 - 1/1:19110101
        """;

    private static IEnumerable<TestCaseData> Rows =>
        Dissection.Split('\n').Select(line => line.Split(' ')).Select(row => new TestCaseData((object)row).SetName($"Reads_every_field_of({row[0]})"));

    [TestCaseSource(nameof(Rows))]
    public void Reads_every_field_of(string[] row)
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{row[0]}"));
        ProbeOutcome probe = assembled.Probes.Single(probe => probe.Replies.Any(reply => reply.ReceivedAt == ToTime(row[7])));
        Timestamp? sentAt = row[4] == "-" ? null : ToTime(row[4]);

        Assert.That(probe, Is.EqualTo(new ProbeOutcome
        {
            ProbeTtl = row[1] == "-" ? (byte)1 : byte.Parse(row[1], CultureInfo.InvariantCulture),
            Attempt = probe.Attempt, // counted by tests of the assembler; tshark knows nothing of it
            Size = row[2] == "-" ? (int)Number(row[12].Split('/')[2])! : (int)Number(row[2])!,
            SentAt = sentAt,
            SentOrigin = sentAt is null ? TimestampOrigin.Unknown : TimestampOrigin.Datalink,
            IpId = row[3] == "-" ? probe.IpId : (ushort?)Number(row[3]),
            SourcePort = probe.SourcePort,
            Replies = [ToReply(row, sentAt)],
        }));
    }

    private static Reply ToReply(string[] row, Timestamp? sentAt)
    {
        string[] quoted = row[12].Split('/');
        bool hasQuotation = row[12] != "-";
        Timestamp receivedAt = ToTime(row[7]);
        return new Reply
        {
            Address = HostAddress.Parse(row[5]),
            Kind = row[6] is "0/0" or "129/0" ? ReplyKind.EchoReply : ReplyKind.TimeExceeded,
            Rtt = sentAt is { } sent ? receivedAt - sent : TimeSpan.Zero,
            ReceivedAt = receivedAt,
            ReceivedOrigin = TimestampOrigin.Datalink,
            ReplyTtl = (byte?)Number(row[8]),
            ReplyTos = (byte?)Number(row[9]),
            ReplySize = (int?)Number(row[10]),
            ReplyIpId = (ushort?)Number(row[11]),
            IcmpType = (byte?)Number(row[6].Split('/')[0]),
            IcmpCode = (byte?)Number(row[6].Split('/')[1]),
            QuotedTtl = hasQuotation ? (byte?)Number(quoted[0]) : null,
            QuotedTos = hasQuotation ? (byte?)Number(quoted[1]) : null,
            QuotedLength = hasQuotation ? (int?)Number(quoted[2]) : null,
            NextHopMtu = (int?)Number(row[13]),
            Extensions = row[14] == "-" ? [] : [.. row[14].Split(',').Select(ToExtension)],
        };
    }

    private static IcmpExtensionObject ToExtension(string text)
    {
        string[] parts = text.Split('/', ':');
        return new((byte)Number(parts[0])!, (byte)Number(parts[1])!, [.. Convert.FromHexString(parts[2])]);
    }

    private static Timestamp ToTime(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));

    private static long? Number(string text) => text == "-" ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
