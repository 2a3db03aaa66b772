using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Pings that answer large replies with a packet too big, as Debian's scamper 20211212 does for <c>-M</c> and <c>-O tbt</c>.</summary>
internal sealed class TooBigPingTests
{
    private static readonly HostAddress Us = HostAddress.Parse("198.18.0.1"), Us6 = HostAddress.Parse("2001:db8::1");
    private static readonly HostAddress Target = HostAddress.Parse("198.18.0.2"), Target6 = HostAddress.Parse("2001:db8::2");

    private static readonly PingOptions Large = new()
    {
        ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(100), WaitTimeout = TimeSpan.FromMilliseconds(100), PayloadSize = 1372, ReplyPathMtu = 1280,
    };

    private static readonly PingOptions Large6 = Large with { PayloadSize = 1352 };

    [Test]
    public void A_large_reply_is_answered_as_scamper_answers_it()
    {
        // scamper's packet for the echo reply that it quotes.
        byte[] reply = [.. Hex.Bytes("45000578 f8840000 4001f0d8 c6120002 c6120001 000091b6 6e490000"), .. new byte[1372]];
        var pinger = new Pinger(Us, Target, Large with { SourcePort = 0x6e49 });
        Timestamp now = Transcript.Start;
        Send(pinger, now);

        Hear(pinger, reply, now);
        ProbingStep step = pinger.NextStep(now);

        Assert.That(Hex.Text(Write(step.Probe)), Is.EqualTo(Hex.Text(Hex.Bytes(
            "45000038 00000000 ff012f9d c6120001 c6120002 0304f7fb 00000500 45000578 f8840000 4001f0d8 c6120002 c6120001 000091b6 6e490000"))));
    }

    [Test]
    public void Over_IPv6_the_answer_fills_1280_bytes()
    {
        var pinger = new Pinger(Us6, Target6, Large6);
        Timestamp now = Transcript.Start;
        byte[] reply = ReplyPackets.EchoReply(Target6, Send(pinger, now));

        Hear(pinger, reply, now);
        byte[] answer = Write(pinger.NextStep(now).Probe);

        Assert.That(answer, Has.Length.EqualTo(1280));
        Assert.That(Hex.Text(answer.AsSpan(0, 40)), Is.EqualTo(Hex.Text(Hex.Bytes("60000000 04d83aff 20010db8000000000000000000000001 20010db8000000000000000000000002"))));
        Assert.That((answer[40], answer[41], BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(44))), Is.EqualTo((2, 0, 1280u)));
        Assert.That(answer[48..], Is.EqualTo(reply[..1232]));
        Assert.That(InternetChecksum.Compute(answer.AsSpan(40), InternetChecksum.PseudoHeader(Us6, Target6, IpProtocol.IcmpV6, 1240)), Is.Zero);
    }

    [Test]
    public void An_IPv4_header_with_options_is_quoted_whole()
    {
        byte[] quoted = PingFlow.Quote([0x4f, .. new byte[200]]);

        Assert.That(quoted, Has.Length.EqualTo(68));
    }

    [Test]
    public void The_next_probe_keeps_its_distance_from_the_answer()
    {
        var pinger = new Pinger(Us, Target, Large);
        Timestamp now = Transcript.Start;
        byte[] probe = Send(pinger, now);
        Hear(pinger, ReplyPackets.EchoReply(Target, probe), now + Ms(30));

        Probe answer = pinger.NextStep(now + Ms(30)).Probe;
        Assert.That(pinger.NextStep(now + Ms(30)).Kind, Is.EqualTo(ProbingStepKind.Wait), "it is on its way");
        pinger.OnSent(answer, now + Ms(40));

        Assert.That(answer.Kind, Is.EqualTo(ProbeKind.PacketTooBig));
        Assert.That(pinger.NextStep(now + Ms(139)).Until, Is.EqualTo(now + Ms(140)));
        Assert.That(pinger.NextStep(now + Ms(140)).Probe.Index, Is.EqualTo(1));
        Assert.That(pinger.ProbesSent, Is.EqualTo(1), "an answer is no probe");
    }

    [Test]
    public void Every_probe_is_answered_for_once()
    {
        var pinger = new Pinger(Us, Target, Large);
        Timestamp now = Transcript.Start;
        for (int i = 0; i < 3; i++)
        {
            byte[] reply = ReplyPackets.EchoReply(Target, Send(pinger, now));
            Hear(pinger, reply, now);
            Assert.That(SendAnswer(pinger, now), Is.True);
            Hear(pinger, reply, now);
            Assert.That(pinger.NextStep(now).Kind, Is.EqualTo(ProbingStepKind.Wait), "a duplicate");
            now += Ms(100);
        }

        Assert.That((pinger.NextStep(now).Kind, pinger.StopReason), Is.EqualTo((ProbingStepKind.Done, StopReason.Completed)));
    }

    [TestCase(1280, ExpectedResult = false)]
    [TestCase(1281, ExpectedResult = true)]
    public bool A_reply_of_the_MTU_fits(int size)
    {
        var pinger = new Pinger(Us, Target, Large with { PayloadSize = size - 28 });
        Hear(pinger, ReplyPackets.EchoReply(Target, Send(pinger, Transcript.Start)), Transcript.Start);
        return SendAnswer(pinger, Transcript.Start);
    }

    [TestCase("198.18.0.2")]
    [TestCase("198.18.0.9")]
    public void An_error_is_never_answered_by_an_error(string from)
    {
        var pinger = new Pinger(Us, Target, Large with { Method = PingMethod.Udp, ReplyPathMtu = 68 });
        byte[] probe = Send(pinger, Transcript.Start);

        Hear(pinger, ReplyPackets.Error(HostAddress.Parse(from), 3, 3, probe, new() { QuotedBytes = 500 }), Transcript.Start);

        Assert.That(SendAnswer(pinger, Transcript.Start), Is.False);
    }

    [Test]
    public void A_segment_is_answered_too()
    {
        var pinger = new Pinger(Us, Target, new() { Method = PingMethod.TcpSyn, ReplyPathMtu = 39 });

        Hear(pinger, ReplyPackets.Transport(Target, Send(pinger, Transcript.Start), 0x12), Transcript.Start);

        Assert.That(SendAnswer(pinger, Transcript.Start), Is.True);
    }

    [Test]
    public void Without_the_option_nothing_is_answered()
    {
        var pinger = new Pinger(Us, Target, Large with { ReplyPathMtu = 0 });

        Hear(pinger, ReplyPackets.EchoReply(Target, Send(pinger, Transcript.Start)), Transcript.Start);

        Assert.That(SendAnswer(pinger, Transcript.Start), Is.False);
    }

    [Test]
    public void Enough_replies_end_the_ping_before_an_answer()
    {
        var pinger = new Pinger(Us, Target, Large with { StopCount = 1 });

        Hear(pinger, ReplyPackets.EchoReply(Target, Send(pinger, Transcript.Start)), Transcript.Start);

        Assert.That(pinger.NextStep(Transcript.Start).Kind, Is.EqualTo(ProbingStepKind.Done));
    }

    [Test]
    public void An_answer_that_does_not_leave_does_not_hold_up_the_ping()
    {
        var pinger = new Pinger(Us, Target, Large);
        Timestamp now = Transcript.Start;
        Hear(pinger, ReplyPackets.EchoReply(Target, Send(pinger, now)), now);

        pinger.OnSendFailed(pinger.NextStep(now).Probe, SendFailure.NoBuffer);

        Assert.That(pinger.NextStep(now + Ms(100)).Probe.Index, Is.EqualTo(1));
    }

    [Test]
    public void An_answer_that_cannot_be_carried_ends_the_ping()
    {
        var pinger = new Pinger(Us, Target, Large);
        Hear(pinger, ReplyPackets.EchoReply(Target, Send(pinger, Transcript.Start)), Transcript.Start);

        pinger.OnSendFailed(pinger.NextStep(Transcript.Start).Probe, SendFailure.NotSupported);

        Assert.That((pinger.StopReason, pinger.ToPing().ErrorText), Is.EqualTo((StopReason.Error, "The transport cannot carry such probes.")));
    }

    [Test]
    public void Fragments_alone_count_for_the_too_big_trick()
    {
        var pinger = new Pinger(Us6, Target6, Large6 with { TooBigTrick = true, StopCount = 1 });
        Timestamp now = Transcript.Start;
        Hear(pinger, ReplyPackets.EchoReply(Target6, Send(pinger, now)), now);
        Assert.That(SendAnswer(pinger, now), Is.True, "a whole reply does not count");

        Hear(pinger, FirstFragment(ReplyPackets.EchoReply(Target6, Send(pinger, now + Ms(100)))), now + Ms(101));

        Ping ping = pinger.ToPing();
        Assert.That((ping.StopReason, ping.ProbesSent, ping.ReplyPathMtu), Is.EqualTo((StopReason.Completed, 2, 1280)));
        Assert.That(ping.Flags, Is.EqualTo(PingFlags.TooBigTrick));
        Assert.That(ping.Probes.Select(p => (p.Replies[0].ReplySize, p.Replies[0].FragmentId)), Is.EqualTo(new (int?, uint?)[] { (1400, null), (1280, 0xcafe0007) }));
    }

    [Test]
    public void The_prober_takes_first_fragments_where_they_are_wanted([Values] bool isWanted, [Values] bool isV6)
    {
        List<Ping> pings = [];
        HostAddress target = isV6 ? Target6 : Target;
        var transport = new ScriptedTransport
        {
            Answer = packet => packet.Length > 1280 ? [(Ms(10), FirstFragment(ReplyPackets.EchoReply(target, packet)))] : [],
        };
        using var source = new PingSource([target], (isV6 ? Large6 : Large) with { ProbeCount = 2 }, transport, pings.Add);
        new Prober(transport, new() { AllowReserved = true, PacketsPerSecond = 1000, FirstFragments = isWanted }).Run(source);

        Assert.That(pings.Single().Probes.Sum(probe => probe.Replies.Length), Is.EqualTo(isWanted ? 2 : 0));
    }

    /// <summary>The first 1280 bytes (IPv4: 1276) of a reply, as the router or host that fragments sends them.</summary>
    private static byte[] FirstFragment(byte[] packet)
    {
        if (packet[0] >> 4 == 6)
        {
            byte[] part = [.. packet[..40], 58, 0, 0, 1, 0xca, 0xfe, 0, 7, .. packet[40..1272]];
            part[6] = 44;
            BinaryPrimitives.WriteUInt16BigEndian(part.AsSpan(4), (ushort)(part.Length - 40));
            return part;
        }

        byte[] fragment = packet[..1276];
        BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(2), (ushort)fragment.Length);
        (fragment[6], fragment[10], fragment[11]) = (0x20, 0, 0);
        BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(10), InternetChecksum.Compute(fragment.AsSpan(0, 20)));
        return fragment;
    }

    private static byte[] Send(Pinger pinger, Timestamp now)
    {
        Probe probe = pinger.NextStep(now).Probe;
        Assert.That(probe.Kind, Is.Not.EqualTo(ProbeKind.PacketTooBig));
        pinger.OnSent(probe, now);
        return Write(probe);
    }

    private static bool SendAnswer(Pinger pinger, Timestamp now)
    {
        ProbingStep step = pinger.NextStep(now);
        if (step.Kind != ProbingStepKind.Send)
        {
            return false;
        }

        Assert.That((step.Probe.Kind, step.Probe.Destination), Is.EqualTo((ProbeKind.PacketTooBig, pinger.Destination)));
        pinger.OnSent(step.Probe, now);
        return true;
    }

    private static void Hear(Pinger pinger, byte[] packet, Timestamp at)
    {
        Assert.That(ReplyParser.TryParse(packet, at, out ReplyView reply, out PacketVerdict verdict, tolerance: PacketTolerance.FirstFragment), Is.True, verdict.ToString());
        Assert.That(reply.Key, Is.EqualTo(pinger.ReplyKey));
        pinger.OnReply(reply);
    }

    private static byte[] Write(in Probe probe)
    {
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        return packet;
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
