namespace Vtnt.Probing.Pcap;

internal sealed partial class ProbeRun
{
    /// <summary>
    /// A run is a trace when a router let one of its probes expire, or its probes have several low TTLs, or TTL 1 was
    /// answered. Echo and timestamp requests with one TTL are a ping. All else is ordinary traffic.
    /// </summary>
    /// <param name="maxProbeTtl">Highest TTL of a packet that can begin a trace.</param>
    internal RunKind Judge(byte maxProbeTtl)
    {
        bool hasExpired = _probes.Exists(probe => HasReply(probe, ReplyKind.TimeExceeded));
        bool hasSeveralTtls = _lowestTtl != _highestTtl && _lowestTtl <= maxProbeTtl;
        bool hasReply = _probes.Exists(probe => probe.Replies.Count > 0);
        return hasExpired || hasSeveralTtls || (_highestTtl == 1 && hasReply) ? RunKind.Trace
            : First.IsIcmp ? RunKind.Ping
            : RunKind.Neither;
    }

    private static bool HasReply(SeenProbe probe, ReplyKind kind)
    {
        foreach (Reply reply in probe.Replies)
        {
            if (reply.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
