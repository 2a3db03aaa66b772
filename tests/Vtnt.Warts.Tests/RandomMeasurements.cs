using System.Collections.Immutable;
using CsCheck;
using Vtnt.Probing;

namespace Vtnt.Warts.Tests;

/// <summary>Measurements that warts can hold without loss, from CsCheck's seed.</summary>
internal static class RandomMeasurements
{
    private static readonly Gen<string> Text = Gen.Char['a', 'z'].Array[1, 12].Select(characters => new string(characters));

    private static readonly Gen<TimeSpan> Rtt = Gen.Int[0, 3_000_000].Select(microseconds => TimeSpan.FromMicroseconds(microseconds));

    private static readonly Gen<Timestamp> Time = Gen.Int.Select(Gen.Int[0, 999_999], (seconds, microseconds) => WartsTime.ToTimestamp((uint)seconds, (uint)microseconds));

    private static readonly Gen<IcmpExtensionObject> Extension =
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte.Array[1, 12], (objectClass, cType, payload) => new IcmpExtensionObject(objectClass, cType, [.. payload]));

    internal static Gen<HostAddress> Address(bool isIPv6) => isIPv6
        ? Gen.Int[1, 40].Select(number => HostAddress.FromIPv6(((UInt128)0x20010DB8 << 96) | (uint)number))
        : Gen.Int[1, 40].Select(number => HostAddress.FromIPv4(0xC0000200 | (uint)number));

    internal static Gen<Trace> Traces { get; } = Gen.Bool.SelectMany(isIPv6 => Gen.Select(
        Address(isIPv6), Address(isIPv6), Hops(isIPv6), Time, Gen.Enum<TraceMethod>(), Gen.Int[0, 0x7FF], Gen.UInt, Rare(Text)).Select(
            (source, destination, hops, start, method, flags, number, text) => new Trace
            {
                Source = source,
                Destination = destination,
                Router = number % 7 == 0 ? source : null,
                Method = method,
                UserId = number,
                Start = start,
                StopReason = (StopReason)(number % 11),
                StopData = (byte)number,
                StopHop = number % 3 == 0 ? (byte)(1 + (number % 255)) : null,
                ErrorText = text,
                Flags = (TraceFlags)flags & ~TraceFlags.ErrorQueue,
                Attempts = (int)(number % 20),
                HopLimit = (byte)number,
                ProbeSize = 44,
                SourcePort = (ushort)number,
                DestinationPort = (ushort)(number >> 8),
                Tos = (byte)(number >> 4),
                WaitTimeout = TimeSpan.FromSeconds(number % 256),
                WaitProbe = TimeSpan.FromMilliseconds(10 * (number % 256)),
                Loops = (byte)number,
                HopCount = hops.Length,
                GapLimit = (byte)(number >> 3),
                GapAction = GapAction.Stop,
                ProbesSent = (int)(number % 65536),
                Confidence = (byte)(number % 100),
                FragmentOffset = (ushort)(number % 5),
                Squeries = (byte)(1 + (number % 5)),
                Hops = hops,
                LastDitch = number % 5 == 0 && hops.Length > 0 ? hops[^1].Probes : [],
                PathMtu = number % 4 == 0 ? Discovery(hops, number) : null,
                Doubletree = number % 6 == 0
                    ? new() { FirstHop = (byte)number, GlobalStop = destination, LocalStop = source, LocalStopSet = text, NoBackwards = number % 2 == 0 }
                    : null,
            }));

    internal static Gen<Ping> Pings { get; } = Gen.Bool.SelectMany(isIPv6 => Gen.Select(
        Address(isIPv6), Address(isIPv6), Gen.Select(Rtt.Array[0, 3], Time, Gen.UInt, Address(isIPv6)).Array[0, 6], Time, Gen.Enum<PingMethod>(), Gen.Int[0, 0xFFF], Gen.UInt, Rare(Text)).Select(
            (source, destination, probes, start, method, flags, number, text) => MakePing(source, destination, probes, start, method, (PingFlags)flags, number, text)));

    private static Gen<T?> Rare<T>(Gen<T> gen)
        where T : class => Gen.Select(Gen.Int[0, 3], gen, (dice, value) => dice == 0 ? value : null);

    private static Gen<ImmutableArray<Hop>> Hops(bool isIPv6) =>
        Gen.Select(Replies(isIPv6).Array[0, 3], Time).Array[0, 12].Select(hops => ImmutableArray.CreateRange(hops.Select((hop, index) => new Hop
        {
            ProbeTtl = (byte)(index + 1),
            Probes = [.. hop.Item1.Where(replies => replies.Length > 0).Select((replies, attempt) => Probe(index + 1, attempt + 1, hop.Item2, replies))],
        })));

    private static ProbeOutcome Probe(int ttl, int attempt, Timestamp sentAt, Reply[] replies) => new()
    {
        ProbeTtl = (byte)ttl,
        Attempt = attempt,
        Size = 44,
        SentAt = sentAt,
        SentOrigin = ttl % 2 == 0 ? TimestampOrigin.Datalink : TimestampOrigin.Unknown,
        Replies = [.. replies.Select(reply => reply with { ReceivedAt = sentAt + reply.Rtt })],
    };

    private static Gen<Reply[]> Replies(bool isIPv6) => Gen.Select(
        Address(isIPv6), Rtt, Gen.Int[0, 4], Gen.UInt, Extension.Array[0, 2], Rare(Text)).Select((address, rtt, kind, number, extensions, name) => kind switch
        {
            0 => Tcp(address, rtt, number, isIPv6),
            1 => Icmp(address, rtt, number, isIPv6, isIPv6 ? (byte)129 : (byte)0, 0, name),
            2 => Icmp(address, rtt, number, isIPv6, isIPv6 ? (byte)2 : (byte)3, isIPv6 ? (byte)0 : (byte)4, name) with { NextHopMtu = (int)(number % 65536) },
            _ => Icmp(address, rtt, number, isIPv6, isIPv6 ? (byte)3 : (byte)11, 0, name) with { Extensions = [.. extensions] },
        }).Array[0, 3];

    private static Reply Tcp(HostAddress address, TimeSpan rtt, uint number, bool isIPv6) => new()
    {
        Address = address,
        Kind = ReplyKind.Tcp,
        Rtt = rtt,
        ReplyTtl = number % 5 == 0 ? null : (byte)number,
        ReplyTos = (byte)number,
        ReplySize = 40,
        ReplyIpId = isIPv6 ? null : (ushort)number,
        TcpFlags = (byte)(number >> 8),
    };

    private static Reply Icmp(HostAddress address, TimeSpan rtt, uint number, bool isIPv6, byte type, byte code, string? name)
    {
        bool isQuoting = type is not (0 or 129);
        return new()
        {
            Address = address,
            Kind = WartsKinds.OfIcmp(isIPv6, type),
            Name = name,
            Rtt = rtt,
            ReceivedOrigin = number % 2 == 0 ? TimestampOrigin.Socket : TimestampOrigin.Datalink,
            ReplyTtl = (byte)number,
            ReplyTos = (byte)(number >> 8),
            ReplySize = (int)(number % 1500),
            ReplyIpId = isIPv6 ? null : (ushort)number,
            IcmpType = type,
            IcmpCode = code,
            QuotedTtl = isQuoting ? (byte)(number % 3) : null,
            QuotedTos = isQuoting ? (byte)number : null,
            QuotedLength = isQuoting ? 40 + (int)(number % 8) : null,
        };
    }

    private static PathMtu Discovery(ImmutableArray<Hop> hops, uint number) => new()
    {
        InterfaceMtu = 1500,
        Mtu = (int)(number % 1500),
        OutgoingMtu = (int)(number % 3),
        Probes = hops.Length > 0 ? hops[0].Probes : [],
        Notes = hops.Length > 0 && hops[0].Probes.Length > 0
            ? [new(PathMtuNoteKind.Silence, 1400, null), new(PathMtuNoteKind.PacketTooBig, 1300, 0)]
            : [new(PathMtuNoteKind.Silence, 0, null)],
    };

    private static Ping MakePing(
        HostAddress source, HostAddress destination, (TimeSpan[], Timestamp, uint, HostAddress)[] probes, Timestamp start,
        PingMethod method, PingFlags flags, uint number, string? text)
    {
        bool isTcp = method is not (PingMethod.IcmpEcho or PingMethod.IcmpTime or PingMethod.Udp or PingMethod.UdpDestinationPort or PingMethod.UdpSourcePort);
        return new Ping
        {
            Source = source,
            Destination = destination,
            Router = number % 7 == 0 ? source : null,
            Method = method,
            UserId = number,
            Start = start,
            StopReason = (number % 4) switch { 0 => StopReason.Completed, 1 => StopReason.Error, 2 => StopReason.Halted, _ => StopReason.InProgress },
            StopData = (byte)number,
            ErrorText = text,
            Flags = flags,
            ProbeCount = probes.Length,
            ProbeSize = 84,
            Payload = number % 3 == 0 ? [1, 2, 3] : [],
            WaitProbe = TimeSpan.FromMilliseconds(number % 20_000),
            WaitTimeout = TimeSpan.FromMilliseconds(number % 7 * 700),
            ProbeTtl = 64,
            StopCount = (int)(number % 3),
            ProbesSent = probes.Length,
            SourcePort = (ushort)number,
            DestinationPort = (ushort)(number >> 8),
            Tos = (byte)number,
            IcmpChecksum = (flags & PingFlags.IcmpChecksum) != 0 ? (ushort)number : null,
            ReplyPathMtu = (int)(number % 2 * 1280),
            TcpSequence = isTcp ? number : null,
            TcpAcknowledgement = isTcp ? number % 2 : null,
            TimestampAddresses = number % 5 == 0 ? [source, destination] : [],
            Probes = [.. probes.Select((probe, index) => MakeProbe(probe.Item1, probe.Item2, probe.Item3, probe.Item4, index, destination.IsIPv6, isTcp))],
        };
    }

    private static ProbeOutcome MakeProbe(TimeSpan[] rtts, Timestamp sentAt, uint number, HostAddress address, int index, bool isIPv6, bool isTcp)
    {
        var outcome = new ProbeOutcome { ProbeTtl = 64, Attempt = index + 1, Size = 84 };
        if (rtts.Length == 0)
        {
            return outcome;
        }

        Reply[] replies = [.. rtts.Select(rtt => (isTcp
            ? Tcp(address, rtt, number, isIPv6)
            : Icmp(address, rtt, number | 1, isIPv6, isIPv6 ? (byte)129 : (byte)0, 0, null)) with
            {
                ReceivedAt = sentAt + rtt,
                ReplyTos = (byte)number,
                InterfaceName = number % 3 == 0 ? null : "eth" + (number % 4),
                FragmentId = isIPv6 && number % 2 == 0 ? number : null,
                IcmpTimestamps = number % 5 == 0 ? new(number, 2, 3) : null,
                RecordRoute = number % 7 == 0 ? [address] : [],
                IpTimestamps = number % 11 == 0 ? new([number, 4], number % 2 == 0 ? [] : [address, address]) : null,
            })];
        return outcome with
        {
            SentAt = sentAt,
            SentOrigin = number % 2 == 0 ? TimestampOrigin.Datalink : TimestampOrigin.Unknown,
            IpId = isIPv6 ? null : (ushort)number,
            SourcePort = number % 4 == 0 ? (ushort)(1 + (number % 60000)) : null,
            Replies = [.. replies],
        };
    }
}
