using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>Which of the probes with one key a reply answers.</summary>
internal static class ReplyMatch
{
    private const int Perfect = 9;

    /// <summary>
    /// The probe whose further header fields the reply repeats best: identification or flow label, checksum or sequence
    /// number, size. Middleboxes rewrite any of them, so none is required. Among equals the newest, since a tool that
    /// sends equal probes sends them one at a time.
    /// </summary>
    internal static SeenProbe Find(SeenProbe newest, in ReplyView reply)
    {
        SeenProbe best = newest;
        int bestScore = -1;
        for (SeenProbe? probe = newest; probe is not null && bestScore < Perfect; probe = probe.Older)
        {
            int score = Score(probe.Packet, reply);
            if (score > bestScore)
            {
                best = probe;
                bestScore = score;
            }
        }

        return best;
    }

    private static int Score(in ProbePacket probe, in ReplyView reply)
    {
        if (!reply.HasQuotation)
        {
            // Of other replies only an acknowledgement tells more than the key: that of a SYN is its sequence number + 1.
            return reply.Kind == ReplyKind.Tcp && reply.TcpAcknowledgement != probe.TcpSequence + 1 ? 0 : Perfect;
        }

        ProbePacket quoted = ProbePacket.FromQuotation(reply.Quotation);
        int score = 0;
        score += quoted.IpId == probe.IpId && quoted.FlowLabel == probe.FlowLabel ? 4 : 0;
        score += quoted.Checksum == probe.Checksum && quoted.TcpSequence == probe.TcpSequence ? 4 : 0;
        score += quoted.Size == probe.Size ? 1 : 0;
        return score;
    }
}
