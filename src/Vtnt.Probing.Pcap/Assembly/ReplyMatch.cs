using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>Which of the probes with one key a reply answers.</summary>
internal static class ReplyMatch
{
    private const int Perfect = 9, Telling = 4;

    /// <summary>
    /// The probe whose further header fields the reply repeats best: identification or flow label, checksum or sequence
    /// number, size. Middleboxes rewrite any of them, so none is required. Among equals the newest, since a tool that
    /// sends equal probes sends them one at a time. Null when nothing fits and another router has answered the best of
    /// them already: then the probe was not captured.
    /// </summary>
    internal static SeenProbe? Find(SeenProbe newest, in ReplyView reply)
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

        return bestScore >= Telling || IsFirstAnswer(best, reply) ? best : null;
    }

    private static bool IsFirstAnswer(SeenProbe probe, in ReplyView reply)
    {
        foreach (Reply other in probe.Replies)
        {
            if (other.Address != reply.Source)
            {
                return false;
            }
        }

        return true;
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
