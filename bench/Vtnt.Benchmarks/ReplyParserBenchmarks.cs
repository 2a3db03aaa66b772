using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using PacketDotNet;
using PacketDotNet.Utils;
using Vtnt.Probing.Wire;

namespace Vtnt.Benchmarks;

/// <summary>
/// Parsing one ICMP time-exceeded that quotes a probe and shows a label stack of two entries (RFC 4950). PacketDotNet, the
/// baseline, parses the outer headers alone: it knows no extensions.
/// </summary>
[MemoryDiagnoser]
public class ReplyParserBenchmarks
{
    private const int IpHeader = 20, IcmpHeader = 8, Quoted = 128;

    private readonly byte[] _packet = MakePacket();

    /// <summary>The packet: its IP header, ICMP header, the padded quotation and the extension structure.</summary>
    public static byte[] MakePacket()
    {
        byte[] quoted = Convert.FromHexString("4500002c000540000101e8a4c6120002c61205010800829b829a0004f2c50000000000000000000000000000");
        byte[] extensions = Convert.FromHexString("20000000" + "000c0101" + "03e81001" + "05ff7b02");
        byte[] packet = new byte[IpHeader + IcmpHeader + Quoted + extensions.Length];
        Convert.FromHexString("45c0000000070000fa010000c6120301c6120002").CopyTo(packet, 0);
        packet[IpHeader] = (byte)IcmpType.TimeExceeded;
        packet[IpHeader + 5] = Quoted / 4;
        quoted.CopyTo(packet, IpHeader + IcmpHeader);
        extensions.CopyTo(packet, IpHeader + IcmpHeader + Quoted);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        Seal(packet.AsSpan(IpHeader + IcmpHeader + Quoted), 2);
        Seal(packet.AsSpan(IpHeader), 2);
        Seal(packet.AsSpan(0, IpHeader), 10);
        return packet;
    }

    /// <summary>A packet that is not parsed to its last label measures something else.</summary>
    [GlobalSetup]
    public void Check()
    {
        if (Parse() != 0x03e81001u + 0x05ff7b02u)
        {
            throw new InvalidOperationException("The packet is not what it should be.");
        }
    }

    /// <summary>IPv4 and ICMP by PacketDotNet.</summary>
    [Benchmark(Baseline = true)]
    public IcmpV4TypeCode PacketDotNetOuterHeaders()
    {
        var ip = new IPv4Packet(new ByteArraySegment(_packet));
        return ip.Extract<IcmpV4Packet>().TypeCode;
    }

    /// <summary>Everything, checksums, quotation and both labels included.</summary>
    [Benchmark]
    public uint Parse()
    {
        uint sum = 0;
        if (ReplyParser.TryParse(_packet, default, out ReplyView reply, out _) && reply.HasQuotation)
        {
            foreach (IcmpExtensionObjectView item in reply.Extensions)
            {
                for (int i = 0; i + 4 <= item.Payload.Length; i += 4)
                {
                    sum += BinaryPrimitives.ReadUInt32BigEndian(item.Payload[i..]);
                }
            }
        }

        return sum;
    }

    private static void Seal(Span<byte> bytes, int offset) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes[offset..], InternetChecksum.Compute(bytes));
}
