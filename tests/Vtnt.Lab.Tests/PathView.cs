using System.Globalization;
using System.Text;

namespace Vtnt.Lab.Tests;

/// <summary>
/// What one probe per TTL shows of a simulated network, as text: address, TTL of the time-exceeded and of the address's
/// echo reply, quoted TTL where it is not 1, and labels. No engine of ours in between.
/// </summary>
internal sealed class PathView
{
    private readonly SimulatedTransport _transport;
    private readonly PacketBatch _batch = new(16, 65536);

    internal PathView(SimulatedTransport transport) => _transport = transport;

    /// <summary>What makes one flow of UDP differ from another.</summary>
    internal ushort SourcePort { get; set; } = 33000;

    /// <summary>Probes towards a destination until it answers, or 30 TTLs.</summary>
    internal string Trace(HostAddress destination, ProbeKind kind = ProbeKind.IcmpEcho, int hops = 30)
    {
        StringBuilder text = new();
        for (byte ttl = 1; ttl <= hops; ttl++)
        {
            if (!TryProbe(destination, kind, ttl, out string line, out HostAddress address, out ReplyKind replyKind))
            {
                text.Append(CultureInfo.InvariantCulture, $"{ttl} *\n");
                continue;
            }

            string echo = TryProbe(address, ProbeKind.IcmpEcho, 64, out string answer, out _, out _) ? answer.Split(' ')[1] : "-";
            text.Append(CultureInfo.InvariantCulture, $"{ttl} {line.Replace("echo", echo, StringComparison.Ordinal)}\n");
            if (replyKind != ReplyKind.TimeExceeded)
            {
                break;
            }
        }

        return text.ToString();
    }

    internal bool TryProbe(HostAddress destination, ProbeKind kind, byte ttl, out string line, out HostAddress address, out ReplyKind replyKind)
    {
        (line, address, replyKind) = ("", default, default);
        Send(new Probe
        {
            Kind = kind,
            Source = _transport.SourceFor(destination)!.Value,
            Destination = destination,
            ProbeTtl = ttl,
            Size = 60,
            SourcePort = SourcePort,
            DestinationPort = kind == ProbeKind.Udp ? (ushort)33435 : ttl,
        });
        if (_transport.Receive(_batch, _transport.Now + TimeSpan.FromSeconds(5)) == 0)
        {
            return false;
        }

        Assert.That(ReplyParser.TryParse(_batch.Packet(0), _batch[0].Time, out ReplyView reply, out PacketVerdict verdict), Is.True, verdict.ToString());
        (address, replyKind, line) = (reply.Source, reply.Kind, Describe(reply));
        return true;
    }

    internal void Send(in Probe probe)
    {
        _batch.Clear();
        ProbeWriter.Write(probe, _batch.FreeSpan);
        _batch.Commit(probe.Size);
        _transport.Send(_batch);
        Assert.That(_batch[0].Failure, Is.EqualTo(SendFailure.None));
    }

    private static string Describe(in ReplyView reply)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{reply.Source} {reply.ReplyTtl}");
        text.Append(reply.Kind switch
        {
            ReplyKind.TimeExceeded => "/echo",
            ReplyKind.EchoReply => " reply",
            ReplyKind.DestinationUnreachable => " unreachable " + reply.IcmpCode.ToString(CultureInfo.InvariantCulture),
            _ => " " + reply.Kind,
        });
        if (reply.HasQuotation && reply.Quotation.QuotedTtl != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $" quotes {reply.Quotation.QuotedTtl}");
        }

        foreach (IcmpExtensionObjectView extension in reply.Extensions)
        {
            Assert.That(extension.Class, Is.EqualTo(1));
            for (int i = 0; i + 4 <= extension.Payload.Length; i += 4)
            {
                LabelStackEntry entry = new(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(extension.Payload[i..]));
                text.Append(CultureInfo.InvariantCulture, $" [{entry.Label}{(entry.IsBottomOfStack ? " s" : "")} ttl {entry.LseTtl}]");
            }
        }

        return text.ToString();
    }
}
