using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Vtnt.Probing;
using Vtnt.Probing.Wire;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// The scripted network of a worked example as packets: answers each probe with the packet that the reference responder
/// sent, 47 µs later, on its own clock. Pings are told from trace probes by their size.
/// </summary>
internal sealed class CorpusTransport(JsonElement scenario) : IProbeTransport, ISourceAddressLookup
{
    private const int PingSize = 84;
    private static readonly HostAddress Source = HostAddress.Parse("5.0.0.2");
    private readonly CorpusNetwork _network = new(scenario);
    private readonly Queue<(Timestamp At, byte[] Packet)> _inFlight = [];
    private readonly Dictionary<HostAddress, int> _pinged = [];
    private ushort _ipId;

    public TransportCapabilities Capabilities => TransportCapabilities.WholeIPv4;

    public Timestamp Now { get; private set; } = new(1_767_225_600_000_000_000);

    internal int ProbesSent { get; private set; }

    public HostAddress? SourceFor(HostAddress destination) => destination.IsIPv4 ? Source : null;

    public void Send(PacketBatch batch)
    {
        for (int index = 0; index < batch.Count; index++)
        {
            ProbesSent++;
            batch[index].Time = Now;
            if (Answer(batch.Packet(index)) is { } packet)
            {
                _inFlight.Enqueue((Now + TimeSpan.FromMicroseconds(47), packet));
            }
        }
    }

    public int Receive(PacketBatch batch, Timestamp until)
    {
        batch.Clear();
        Timestamp next = _inFlight.TryPeek(out (Timestamp At, byte[] Packet) first) && first.At < until ? first.At : until;
        Now = next > Now ? next : Now;
        while (_inFlight.TryPeek(out (Timestamp At, byte[] Packet) due) && due.At <= Now && batch.Fits(due.Packet.Length))
        {
            _inFlight.Dequeue();
            due.Packet.CopyTo(batch.FreeSpan);
            ref PacketEntry entry = ref batch.Commit(due.Packet.Length);
            entry.Time = due.At;
            entry.Origin = TimestampOrigin.Simulated;
        }

        return batch.Count;
    }

    private byte[]? Answer(ReadOnlySpan<byte> probe)
    {
        Assert.That(Ipv4View.TryParse(probe, out Ipv4View header) && header.HasValidChecksum);
        if (header.Protocol == IpProtocol.Icmp && probe.Length == PingSize)
        {
            byte[] ttls = _network.EchoReplyTtls(header.Destination);
            int count = _pinged[header.Destination] = _pinged.GetValueOrDefault(header.Destination) + 1;
            return ttls.Length == 0 ? null : EchoReply(header.Destination, ttls[Math.Min(count, ttls.Length) - 1], header.Payload);
        }

        TraceMethod method = header.Protocol == IpProtocol.Udp ? TraceMethod.UdpParis : TraceMethod.IcmpParis;
        if (_network.HopAt(header.Destination, method, header.TimeToLive) is not { } hop)
        {
            return null;
        }

        var address = HostAddress.Parse(hop.GetProperty("a").GetString());
        byte replyTtl = hop.GetProperty("t").GetByte();
        string kind = hop.GetProperty("k").GetString()!;
        if (kind == "er")
        {
            return EchoReply(address, replyTtl, header.Payload);
        }

        byte quotedTtl = hop.TryGetProperty("q", out JsonElement quoted) ? quoted.GetByte() : (byte)1;
        byte[] error = Error(probe, quotedTtl, CorpusNetwork.ExtensionsOf(hop));
        (error[0], error[1]) = kind switch { "te" => ((byte)11, (byte)0), "pu" => ((byte)3, (byte)3), _ => ((byte)3, (byte)1) };
        return Packet(address, replyTtl, error);
    }

    private byte[] EchoReply(HostAddress address, byte replyTtl, ReadOnlySpan<byte> request)
    {
        byte[] message = request.ToArray();
        message[0] = 0;
        return Packet(address, replyTtl, message);
    }

    // The quoted header and eight bytes; with extensions, the quotation is padded to 128 bytes and they follow (RFC 4884).
    private static byte[] Error(ReadOnlySpan<byte> probe, byte quotedTtl, ImmutableArray<IcmpExtensionObject> objects)
    {
        byte[] message = new byte[objects.IsEmpty ? 36 : 140 + objects.Sum(item => 4 + item.Payload.Length)];
        probe[..28].CopyTo(message.AsSpan(8));
        message[16] = quotedTtl;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(18), 0);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(18), InternetChecksum.Compute(message.AsSpan(8, 20)));
        if (objects.IsEmpty)
        {
            return message;
        }

        message[5] = 32;
        Span<byte> extensions = message.AsSpan(136);
        extensions[0] = 0x20;
        int offset = 4;
        foreach (IcmpExtensionObject item in objects)
        {
            BinaryPrimitives.WriteUInt16BigEndian(extensions[offset..], (ushort)(4 + item.Payload.Length));
            extensions[offset + 2] = item.Class;
            extensions[offset + 3] = item.CType;
            item.Payload.CopyTo(extensions[(offset + 4)..]);
            offset += 4 + item.Payload.Length;
        }

        BinaryPrimitives.WriteUInt16BigEndian(extensions[2..], InternetChecksum.Compute(extensions));
        return message;
    }

    private byte[] Packet(HostAddress address, byte ttl, byte[] message)
    {
        message.AsSpan(2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), InternetChecksum.Compute(message));
        byte[] packet = new byte[20 + message.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), ++_ipId);
        packet[8] = ttl;
        packet[9] = IpProtocol.Icmp;
        address.WriteTo(packet.AsSpan(12));
        Source.WriteTo(packet.AsSpan(16));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, 20)));
        message.CopyTo(packet.AsSpan(20));
        return packet;
    }
}
