using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>
/// A path of routers that answers every probe at once, and the packets that pass: router n is 10.0.0.n (or
/// 2001:db8::n), the destination is the last hop. Packets are told in the order in which they are sent.
/// </summary>
internal sealed class ScriptedNetwork(bool isV6 = false)
{
    internal const int Hops = 5;

    private readonly List<(byte[] Bytes, Timestamp Time)> _packets = [];
    private Timestamp _now = new(1_700_000_000_000_000_000);

    internal HostAddress Source { get; } = isV6 ? HostAddress.Parse("2001:db8:1::1") : HostAddress.Parse("192.0.2.1");

    internal HostAddress Destination { get; } = isV6 ? HostAddress.Parse("2001:db8:2::1") : HostAddress.Parse("198.51.100.1");

    internal bool OmitsProbes { get; init; }

    internal bool OmitsHeaderChecksums { get; init; }

    internal HostAddress Router(int hop) => hop >= Hops ? Destination
        : isV6 ? HostAddress.Parse($"2001:db8::{hop}") : HostAddress.Parse($"10.0.0.{hop}");

    internal void Wait(TimeSpan span) => _now += span;

    /// <summary>Sends a probe and lets the router where it expires, or the destination, answer 1 ms later.</summary>
    internal void Send(ProbeKind kind, int ttl, int first, int second, int ipId = 0, ushort? checksum = null, int payload = 16, bool isAnswered = true, HostAddress? destination = null, uint[]? labels = null)
    {
        var probe = new Probe
        {
            Kind = kind,
            Source = Source,
            Destination = destination ?? Destination,
            ProbeTtl = (byte)ttl,
            IpId = (ushort)ipId,
            SourcePort = (ushort)first,
            DestinationPort = (ushort)second,
            SteeredChecksum = checksum,
            Size = (ushort)(ProbeWriter.HeaderLengthOf(kind, Source.Kind) + (kind is ProbeKind.TcpSyn or ProbeKind.TcpAck ? 0 : payload)),
        };
        byte[] bytes = new byte[probe.Size];
        ProbeWriter.Write(probe, bytes);
        if (!OmitsProbes)
        {
            Pass(bytes);
        }

        Wait(TimeSpan.FromMilliseconds(1));
        if (isAnswered)
        {
            Pass(ttl < Hops ? Error(bytes, Router(ttl), isExpired: true, labels ?? []) : AnswerOf(bytes, probe));
        }
    }

    internal void Pass(byte[] bytes) => _packets.Add((bytes, _now));

    internal Assembled Assemble(AssemblerOptions? options = null) => Assembled.FromBytes(ToFile().ToArray(), options);

    internal MemoryStream ToFile(int snapLength = int.MaxValue)
    {
        var file = new MemoryStream();
        using (var writer = new CaptureWriter(file, leaveOpen: true))
        {
            foreach ((byte[] bytes, Timestamp time) in _packets)
            {
                writer.Write(bytes.AsSpan(0, Math.Min(bytes.Length, snapLength)), time);
            }
        }

        file.Position = 0;
        return file;
    }

    private byte[] AnswerOf(byte[] bytes, in Probe probe) => probe.Kind switch
    {
        ProbeKind.Udp => Error(bytes, Destination, isExpired: false, []),
        ProbeKind.IcmpEcho => Ip(Destination, isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, Echo(bytes.AsSpan(isV6 ? 40 : 20))),
        _ => Ip(Destination, IpProtocol.Tcp, Segment(probe)),
    };

    private byte[] Error(byte[] quoted, HostAddress router, bool isExpired, uint[] labels)
    {
        byte[] message = [.. new byte[8], .. quoted];
        (message[0], message[1]) = (isV6, isExpired) switch
        {
            (false, true) => (IcmpType.TimeExceeded, (byte)0),
            (false, false) => (IcmpType.DestinationUnreachable, IcmpType.PortUnreachableCode),
            (true, true) => (IcmpType.V6TimeExceeded, (byte)0),
            (true, false) => (IcmpType.V6DestinationUnreachable, IcmpType.V6PortUnreachableCode),
        };
        if (labels.Length > 0)
        {
            message = [.. message[..Math.Min(message.Length, 8 + 128)], .. new byte[Math.Max(0, 8 + 128 - message.Length)], .. LabelStack(labels)];
            message[isV6 ? 4 : 5] = (byte)(128 / (isV6 ? 8 : 4)); // the length of the quotation, RFC 4884 section 4
        }

        message[8 + (isV6 ? 7 : 8)] = 1; // the TTL with which it arrived
        return Ip(router, isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, message);
    }

    /// <summary>An extension structure with one RFC 4950 object and no checksum.</summary>
    private static byte[] LabelStack(uint[] labels)
    {
        byte[] structure = new byte[8 + (4 * labels.Length)];
        structure[0] = 0x20;
        BinaryPrimitives.WriteUInt16BigEndian(structure.AsSpan(4), (ushort)(4 + (4 * labels.Length)));
        structure[6] = structure[7] = 1;
        for (int i = 0; i < labels.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(structure.AsSpan(8 + (4 * i)), labels[i]);
        }

        return structure;
    }

    private byte[] Echo(ReadOnlySpan<byte> request)
    {
        byte[] message = request.ToArray();
        message[0] = isV6 ? IcmpType.V6EchoReply : IcmpType.EchoReply;
        return message;
    }

    private static byte[] Segment(in Probe probe)
    {
        byte[] segment = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(segment, probe.DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), probe.SourcePort);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), 1);
        segment[12] = 0x50;
        segment[13] = 0x12;
        return segment;
    }

    private byte[] Ip(HostAddress from, byte protocol, byte[] payload)
    {
        byte[] packet = [.. new byte[isV6 ? 40 : 20], .. payload];
        Span<byte> header = packet;
        from.WriteTo(header[(isV6 ? 8 : 12)..]);
        Source.WriteTo(header[(isV6 ? 24 : 16)..]);
        if (isV6)
        {
            header[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)payload.Length);
            header[6] = protocol;
            header[7] = 60;
        }
        else
        {
            header[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)packet.Length);
            header[8] = 60;
            header[9] = protocol;
            BinaryPrimitives.WriteUInt16BigEndian(header[10..], OmitsHeaderChecksums ? (ushort)0 : InternetChecksum.Compute(header[..20]));
        }

        if (protocol is IpProtocol.Icmp or IpProtocol.IcmpV6)
        {
            Span<byte> message = header[(isV6 ? 40 : 20)..];
            message[2..4].Clear();
            ulong sum = isV6 ? InternetChecksum.PseudoHeader(from, Source, protocol, payload.Length) : 0;
            BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message, sum));
        }

        return packet;
    }
}
