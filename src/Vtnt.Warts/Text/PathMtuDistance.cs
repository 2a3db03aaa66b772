using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>At which hop a note of path-MTU discovery was learned, as scamper estimates it.</summary>
internal static class PathMtuDistance
{
    private const int IPv4SubnetBits = 30, IPv6SubnetBits = 126;

    /// <summary>
    /// For silence the probe's TTL. Else the first hop from <paramref name="previous"/> on at which the address was seen;
    /// else what the quoted TTL tells, one less when the hop there lies in the same point-to-point subnet. 0 when unknown.
    /// </summary>
    internal static int Of(in WartsTraceView trace, PathMtuNoteKind kind, in WartsHopView reply, int previous)
    {
        if (kind == PathMtuNoteKind.Silence)
        {
            return reply.ProbeTtl;
        }

        foreach (WartsHopView hop in trace.Hops)
        {
            if (hop.ProbeTtl >= previous && hop.Address.SameAs(reply.Address))
            {
                return hop.ProbeTtl;
            }
        }

        if (!reply.IsQuoting || reply.QuotedTtl > reply.ProbeTtl)
        {
            return 0;
        }

        int distance = reply.ProbeTtl - reply.QuotedTtl + 1;
        foreach (WartsHopView hop in trace.Hops)
        {
            if (hop.ProbeTtl == distance && IsSameSubnet(hop.Address, reply.Address))
            {
                return distance - 1;
            }
        }

        return distance;
    }

    /// <summary>True when both lie in one point-to-point subnet.</summary>
    internal static bool IsSameSubnet(WartsAddress left, WartsAddress right)
    {
        int bits = left.Type == WartsAddress.IPv4 ? IPv4SubnetBits : IPv6SubnetBits;
        int last = (bits / 8) + 1;
        return left.Type == right.Type && left.Bytes.Length >= last
            && left.Bytes[..(last - 1)].SequenceEqual(right.Bytes[..(last - 1)])
            && (left.Bytes[last - 1] & 0xFC) == (right.Bytes[last - 1] & 0xFC);
    }
}
