using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Everything that is recorded of a reply, scamper's list, for both families and every kind of reply.</summary>
internal sealed class RecordedFieldsTests
{
    private static readonly Timestamp SentAt = Transcript.Start;

    private static readonly ReplyShape Shape = new()
    {
        ReplyTtl = 251,
        ReplyTos = 0xC0,
        ReplyIpId = 0xABCD,
        QuotedTtl = 3,
        NextHopMtu = 1400,
        Labels = [0x05DC1E01, 0x00010F02],
    };

    /// <summary>A trace that sends one probe and hears one packet 12.345678 ms later.</summary>
    private static Trace Hear(string options, Func<byte[], byte[]> packet)
    {
        ParsedOptions<TraceOptions> parsed = TraceOptions.ParseCommand($"trace {options}");
        var target = HostAddress.Parse(parsed.Operands[0]);
        var tracer = new Tracer(HostAddress.Parse(target.IsIPv6 ? "2001:db8::1" : "198.18.0.1"), target, parsed.Options!);
        Probe probe = tracer.NextStep(SentAt).Probe;
        byte[] sent = new byte[probe.Size];
        ProbeWriter.Write(probe, sent);
        tracer.OnSent(probe, SentAt);
        Timestamp receivedAt = new(SentAt.Nanoseconds + 12_345_678);
        Assert.That(ReplyParser.TryParse(packet(sent), receivedAt, out ReplyView reply, out PacketVerdict verdict, TimestampOrigin.Socket), verdict.ToString());
        tracer.OnReply(reply);
        return tracer.ToTrace();
    }

    private static Reply OnlyReply(Trace trace) => trace.Hops.Single().Probes.Single().Replies.Single();

    [Test]
    public void Of_the_probe()
    {
        Trace trace = Hear("-f 4 -t 184 192.0.2.9", sent => ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 11, 0, sent, Shape));
        ProbeOutcome probe = trace.Hops.Single().Probes.Single();
        Assert.That((probe.ProbeTtl, probe.Attempt, probe.Size, probe.SentAt, probe.IpId), Is.EqualTo((4, 1, 44, SentAt, 1)));
    }

    [Test]
    public void Of_a_time_exceeded()
    {
        Reply reply = OnlyReply(Hear("-t 184 192.0.2.9", sent => ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 11, 0, sent, Shape)));
        Assert.That(reply, Is.EqualTo(new Reply
        {
            Address = HostAddress.Parse("192.0.2.1"),
            Kind = ReplyKind.TimeExceeded,
            Rtt = reply.Rtt,
            ReceivedAt = new(SentAt.Nanoseconds + 12_345_678),
            ReceivedOrigin = TimestampOrigin.Socket,
            ReplyTtl = 251,
            ReplyTos = 0xC0,
            ReplySize = 20 + 8 + 128 + 8 + 8,
            ReplyIpId = 0xABCD,
            IcmpType = 11,
            IcmpCode = 0,
            QuotedTtl = 3,
            QuotedTos = 184,
            QuotedLength = 44,
            Extensions = reply.Extensions,
        }));
        Assert.That(reply.Rtt.TotalNanoseconds, Is.EqualTo(12_345_600).Within(100));
        Assert.That(reply.LabelStack.Select(l => l.Value), Is.EqualTo(Shape.Labels));
    }

    [Test]
    public void Of_an_IPv6_time_exceeded()
    {
        Reply reply = OnlyReply(Hear("-t 184 2001:db8:1::9", sent => ReplyPackets.Error(HostAddress.Parse("2001:db8:1::1"), 3, 0, sent, Shape)));
        Assert.That((reply.ReplyTtl, reply.ReplySize, reply.ReplyIpId), Is.EqualTo((251, 40 + 8 + 128 + 8 + 8, (ushort?)null)));
        Assert.That((reply.IcmpType, reply.IcmpCode, reply.QuotedTtl, reply.QuotedTos, reply.QuotedLength), Is.EqualTo((3, 0, 3, 184, 60)));
        Assert.That(reply.LabelStack, Has.Length.EqualTo(2));
    }

    [Test]
    public void Of_a_fragmentation_needed()
    {
        Reply reply = OnlyReply(Hear("192.0.2.9", sent => ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 3, 4, sent, Shape with { Labels = [] })));
        Assert.That((reply.Kind, reply.IcmpCode, reply.NextHopMtu), Is.EqualTo((ReplyKind.DestinationUnreachable, 4, 1400)));
    }

    [Test]
    public void Of_a_packet_too_big()
    {
        Reply reply = OnlyReply(Hear("2001:db8:1::9", sent => ReplyPackets.Error(HostAddress.Parse("2001:db8:1::1"), 2, 0, sent, Shape with { Labels = [] })));
        Assert.That((reply.Kind, reply.IcmpType, reply.NextHopMtu, reply.QuotedTtl), Is.EqualTo((ReplyKind.PacketTooBig, 2, 1400, 3)));
    }

    [Test]
    public void Of_another_unreachable_there_is_no_next_hop_MTU() =>
        Assert.That(OnlyReply(Hear("192.0.2.9", sent => ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 3, 1, sent, Shape))).NextHopMtu, Is.Null);

    [Test]
    public void Of_an_echo_reply()
    {
        Reply reply = OnlyReply(Hear("-P icmp 192.0.2.9", sent => ReplyPackets.EchoReply(HostAddress.Parse("192.0.2.9"), sent, Shape)));
        Assert.That((reply.Kind, reply.IcmpType, reply.IcmpCode, reply.ReplyTtl, reply.ReplyTos, reply.ReplySize), Is.EqualTo((ReplyKind.EchoReply, 0, 0, 251, 0xC0, 44)));
        Assert.That((reply.QuotedTtl, reply.QuotedTos, reply.QuotedLength, reply.TcpFlags), Is.EqualTo(((byte?)null, (byte?)null, (int?)null, (byte?)null)));
    }

    [Test]
    public void Of_a_segment()
    {
        Reply reply = OnlyReply(Hear("-P tcp 192.0.2.9", sent => ReplyPackets.Transport(HostAddress.Parse("192.0.2.9"), sent, 0x12, Shape)));
        Assert.That((reply.Kind, reply.TcpFlags, reply.ReplySize, reply.ReplyIpId), Is.EqualTo((ReplyKind.Tcp, 0x12, 40, 0xABCD)));
        Assert.That((reply.IcmpType, reply.IcmpCode), Is.EqualTo(((byte?)null, (byte?)null)));
    }

    [Test]
    public void A_reply_stamped_before_its_probe_took_no_time()
    {
        var tracer = new Tracer(HostAddress.Parse("198.18.0.1"), HostAddress.Parse("192.0.2.9"), new());
        Probe probe = tracer.NextStep(SentAt).Probe;
        byte[] sent = new byte[probe.Size];
        ProbeWriter.Write(probe, sent);
        tracer.OnSent(probe, SentAt);
        ReplyParser.TryParse(ReplyPackets.Error(HostAddress.Parse("192.0.2.9"), 3, 3, sent), SentAt - TimeSpan.FromMilliseconds(1), out ReplyView reply, out _);
        tracer.OnReply(reply);
        Assert.That(OnlyReply(tracer.ToTrace()).Rtt, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void At_most_255_replies_are_kept_of_a_probe_and_more_are_counted()
    {
        var tracer = new Tracer(HostAddress.Parse("198.18.0.1"), HostAddress.Parse("192.0.2.9"), new() { Loops = 0 });
        Probe probe = tracer.NextStep(SentAt).Probe;
        byte[] sent = new byte[probe.Size];
        ProbeWriter.Write(probe, sent);
        tracer.OnSent(probe, SentAt);
        for (int i = 0; i < 300; i++)
        {
            ReplyParser.TryParse(ReplyPackets.Error(HostAddress.FromIPv4(0xC0000201), 11, 0, sent), SentAt, out ReplyView reply, out _);
            tracer.OnReply(reply);
        }

        ProbeOutcome outcome = tracer.ToTrace().Hops[0].Probes[0];
        Assert.That((outcome.Replies.Length, outcome.DroppedReplies), Is.EqualTo((255, 45)));
    }
}
