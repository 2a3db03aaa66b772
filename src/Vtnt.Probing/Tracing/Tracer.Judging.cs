using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>Which replies stop a trace; the order of the rules is scamper's.</content>
public sealed partial class Tracer
{
    /// <summary>Judges all replies of the present hop, by arrival.</summary>
    private bool StopsAtHop()
    {
        int count = _log.ReplyCount;
        for (int i = 0; i < count; i++)
        {
            if (_log.Replies[i].ProbeTtl == _ttl && StopsAt(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool StopsAt(int index) => Judge(index, isWalk: false, out StopReason reason, out byte data) && Stop(reason, data);

    /// <summary>True when a reply wants the trace to stop.</summary>
    /// <param name="index">The reply.</param>
    /// <param name="isWalk">True when the hops are judged in order of TTL, each knowing those before it only.</param>
    /// <param name="reason">Why to stop.</param>
    /// <param name="data">The stop data.</param>
    private bool Judge(int index, bool isWalk, out StopReason reason, out byte data)
    {
        ref readonly ReplySlot reply = ref _log.Replies[index];
        reason = ReasonOf(reply);
        data = reason switch { StopReason.Unreach => reply.IcmpCode, StopReason.Icmp => reply.IcmpType, _ => 0 };
        if (reason != StopReason.None)
        {
            return true;
        }

        if (IsLoop(index, isWalk) && _looped.Add(reply.ProbeTtl))
        {
            _loopCount++;
        }

        reason = _options.Loops != 0 && _loopCount >= _options.Loops ? StopReason.Loop
            : !_options.IgnoreDestinationTimeExceeded && reply.HasAddress(Destination) ? StopReason.Completed
            : IsInGlobalStopSet(reply) ? StopReason.Gss
            : StopReason.None;
        return reason != StopReason.None;
    }

    private StopReason ReasonOf(in ReplySlot reply)
    {
        byte port = Destination.IsIPv6 ? IcmpType.V6PortUnreachableCode : IcmpType.PortUnreachableCode;
        return reply.Kind switch
        {
            ReplyKind.DestinationUnreachable when reply.IcmpCode == port && !_flow.IsIcmp => StopReason.Completed,
            ReplyKind.DestinationUnreachable => StopReason.Unreach,
            ReplyKind.EchoReply or ReplyKind.Tcp or ReplyKind.Udp => StopReason.Completed,
            ReplyKind.PacketTooBig => StopReason.Icmp,
            _ => StopReason.None,
        };
    }

    private bool IsInGlobalStopSet(in ReplySlot reply)
    {
        HostAddress address = reply.AddressOf(Destination.Kind);
        bool isIn = _options.GlobalStopSet is { } known && known.Contains(address);
        _globalStop = isIn ? address : _globalStop;
        return isIn;
    }

    /// <summary>
    /// True when an address is new at its hop but known from another that is not a neighbour. Of several others only the
    /// one nearest to us counts.
    /// </summary>
    private bool IsLoop(int index, bool isWalk)
    {
        ReadOnlySpan<ReplySlot> replies = _log.Replies;
        ref readonly ReplySlot reply = ref replies[index];
        if (_options.Loops == 0 || reply.ProbeTtl <= _firstHop || !IsFirstOfItsAddress(replies, index))
        {
            return false;
        }

        int lowest = _log.Index?.NearestOther(reply) ?? NearestOther(replies, reply);
        return lowest <= (isWalk ? reply.ProbeTtl : byte.MaxValue) && Math.Abs(lowest - reply.ProbeTtl) > 1;
    }

    /// <summary>The hop nearest to us, other than its own, that a reply's address was seen at; 256 for none.</summary>
    private static int NearestOther(ReadOnlySpan<ReplySlot> replies, in ReplySlot reply)
    {
        int lowest = byte.MaxValue + 1;
        foreach (ref readonly ReplySlot other in replies)
        {
            if (other.ProbeTtl != 0 && other.ProbeTtl != reply.ProbeTtl && other.ProbeTtl < lowest && other.HasAddressOf(reply))
            {
                lowest = other.ProbeTtl;
            }
        }

        return lowest;
    }

    private bool IsFirstOfItsAddress(ReadOnlySpan<ReplySlot> replies, int index)
    {
        ref readonly ReplySlot reply = ref replies[index];
        if (_log.Index is not null)
        {
            return reply.IsFirstOfItsAddress;
        }

        for (int i = 0; i < index; i++)
        {
            if (replies[i].ProbeTtl == reply.ProbeTtl && replies[i].HasAddressOf(reply))
            {
                return false;
            }
        }

        return true;
    }
}
