using Vtnt.Warts;

namespace Vtnt.Benchmarks;

/// <summary>Uses every value, so that none is left undecoded.</summary>
internal struct SummingVisitor : IWartsVisitor
{
    internal ulong Sum { get; private set; }

    public readonly void OnList(WartsListRecord list)
    {
    }

    public readonly void OnCycle(WartsCycleRecord cycle)
    {
    }

    public readonly void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
    {
    }

    public readonly void OnAddress(WartsAddressRecord address)
    {
    }

    public void OnTrace(in WartsTraceView trace)
    {
        ulong sum = trace.StartSeconds + trace.StartMicroseconds + (uint)trace.Flags + trace.ProbesSent + trace.HopCount;
        foreach (WartsHopView hop in trace.Hops)
        {
            sum += hop.RttMicroseconds + hop.ProbeTtl + hop.ReplyTtl + hop.ReplyIpId + hop.ReplySize + hop.QuotedTtl + hop.QuotedLength
                + hop.QuotedTos + hop.ReplyTos + hop.SentSeconds + hop.SentMicroseconds + (uint)hop.Flags + hop.IcmpType
                + hop.IcmpCode + hop.ProbeId + hop.ProbeSize + hop.TcpFlags + hop.NextHopMtu + hop.Address.Bytes[0];
        }

        Sum += sum;
    }

    public void OnPing(in WartsPingView ping)
    {
        ulong sum = ping.StartSeconds + ping.StartMicroseconds + ping.ProbesSent;
        foreach (WartsPingReplyView reply in ping.Replies)
        {
            sum += reply.RttMicroseconds + reply.ReplyTtl + reply.ReplyIpId + reply.ProbeIpId + reply.ReplySize + reply.Address.Bytes[0];
        }

        Sum += sum;
    }

    public readonly void OnOther(ushort type, ReadOnlySpan<byte> encoded)
    {
    }
}
