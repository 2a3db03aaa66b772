using Vtnt.Probing.Wire;

namespace Vtnt.Lab;

/// <content>What nodes answer: echo replies, time exceeded, unreachables, resets.</content>
internal sealed partial class Forwarder
{
    private void Deliver(Flight flight, Node at, LinkEnd? entry)
    {
        if (at == _network.Vantage && (entry is not null || !IsRequest(flight)))
        {
            flight.StampTtl(flight.IpTtl);
            Arrivals.Add(flight.Packet, flight.Time);
            Discard(flight);
            return;
        }

        Flight? answer = flight.IsFragment ? null : flight.Protocol switch
        {
            IpProtocol.Icmp when !flight.IsV6 => AnswerEcho(flight, at, IsTimestampRequest(flight) ? IcmpType.TimestampRequest : IcmpType.EchoRequest),
            IpProtocol.IcmpV6 when flight.IsV6 => AnswerEcho(flight, at, IcmpType.V6EchoRequest),
            IpProtocol.Udp => AnswerUdp(flight, at, entry),
            IpProtocol.Tcp => AnswerTcp(flight, at),
            _ => null,
        };
        Discard(flight);
        if (answer is not null)
        {
            Originate(answer, at);
        }
    }

    private static bool IsRequest(Flight flight) => flight.Protocol switch
    {
        IpProtocol.Icmp => !flight.Payload.IsEmpty && (flight.Payload[0] == IcmpType.EchoRequest || IsTimestampRequest(flight)),
        IpProtocol.IcmpV6 => !flight.Payload.IsEmpty && flight.Payload[0] == IcmpType.V6EchoRequest,
        _ => true,
    };

    private static bool IsTimestampRequest(Flight flight) =>
        flight.Payload.Length >= AnswerWriter.TimestampLength && flight.Payload[0] == IcmpType.TimestampRequest;

    private Flight? AnswerEcho(Flight request, Node at, byte type)
    {
        bool isAnswered = at.Does(Answers.Echo)
            && IcmpView.TryParse(request.Payload, out IcmpView icmp)
            && icmp.Type == type
            && icmp.HasValidChecksum(request.IsV6 ? request.PseudoHeader : 0)
            && !_random.Happens(at.IcmpLoss);
        if (!isAnswered)
        {
            return null;
        }

        Flight reply = Rent();
        AnswerWriter.WriteEchoReply(request, TakeIpId(at), at.Ttls.EchoReply, request.Time + at.IcmpDelay, reply);
        if (!reply.Options.IsEmpty)
        {
            HeaderOptions.Record(reply.Options, _network.Addresses, at, request.Destination, request.Time + at.IcmpDelay);
        }

        return Finish(reply, request, at);
    }

    // Hosts answer from the address that was asked, routers from the interface by which the question came.
    private Flight? AnswerUdp(Flight request, Node at, LinkEnd? entry)
    {
        if (!UdpView.TryParse(request.Payload, out UdpView udp)
            || (udp.Checksum != 0 && !InternetChecksum.IsValid(request.Payload[..Math.Min(udp.Length, request.Payload.Length)], request.PseudoHeader)))
        {
            return null;
        }

        bool hasMany = at.IsHost || at.Invented?.Contains(request.Destination) == true;
        HostAddress source = hasMany || entry is null ? request.Destination : entry.AddressOf(request.Family);
        return at.Does(Answers.Unreachable) && MaySendError(request, at)
            ? MakeError(request, at, source, IcmpErrorKind.PortUnreachable, at.Ttls.Unreachable, request.IpTtl, stack: default)
            : null;
    }

    private Flight? AnswerTcp(Flight request, Node at)
    {
        if (!at.Does(Answers.Tcp)
            || !TcpView.TryParse(request.Payload, out TcpView tcp)
            || !InternetChecksum.IsValid(request.Payload, request.PseudoHeader)
            || (tcp.Flags & AnswerWriter.TcpReset) != 0)
        {
            return null;
        }

        Flight reply = Rent();
        AnswerWriter.WriteReset(request, TakeIpId(at), at.Ttls.EchoReply, reply);
        return Finish(reply, request, at);
    }

    /// <summary>Answers an expired packet and is done with it.</summary>
    private void Expire(Flight flight, LinkEnd entry, byte quotedTtl, ReadOnlySpan<LabelStackEntry> stack)
    {
        Flight? reply = MakeTimeExceeded(flight, entry, quotedTtl, stack);
        Discard(flight);
        if (reply is not null)
        {
            Originate(reply, entry.Node);
        }
    }

    private void ExpireAtInvented(Flight flight, Node at, InventedPrefix invented)
    {
        byte initialTtl = (byte)Math.Max(1, at.Ttls.TimeExceeded - InventedPrefix.Detour);
        Flight? reply = at.Does(Answers.TimeExceeded) && MaySendError(flight, at)
            ? MakeError(flight, at, invented.Before(flight.Destination), IcmpErrorKind.TimeExceeded, initialTtl, quotedTtl: 1, stack: default)
            : null;
        Discard(flight);
        if (reply is not null)
        {
            Originate(reply, at);
        }
    }

    private Flight? MakeTimeExceeded(Flight flight, LinkEnd entry, byte quotedTtl, ReadOnlySpan<LabelStackEntry> stack)
    {
        Node at = entry.Node;
        return at.Does(Answers.TimeExceeded) && MaySendError(flight, at)
            ? MakeError(flight, at, entry.AddressOf(flight.Family), IcmpErrorKind.TimeExceeded, at.Ttls.TimeExceeded, quotedTtl, stack)
            : null;
    }

    private void Refuse(Flight flight, LinkEnd entry, IcmpErrorKind kind, int mtu = 0)
    {
        Node at = entry.Node;
        Flight? reply = at.Does(Answers.Unreachable) && MaySendError(flight, at)
            ? MakeError(flight, at, entry.AddressOf(flight.Family), kind, at.Ttls.Unreachable, flight.IpTtl, stack: default, mtu)
            : null;
        Discard(flight);
        if (reply is not null)
        {
            Originate(reply, at);
        }
    }

    // RFC 1122 section 3.2.2: no error about an error, a later fragment, or what was sent to many. For IPv6, RFC 4443 section
    // 2.4 allows errors about later fragments.
    private bool MaySendError(Flight flight, Node at) =>
        (flight.IsV6 || !flight.IsLaterFragment) && !flight.IsIcmpError && !flight.IsToMany && !_random.Happens(at.IcmpLoss) && TakeToken(at, flight.Time);

    private bool TakeToken(Node at, long time)
    {
        if (at.RateLimit == 0)
        {
            return true;
        }

        ref NodeState state = ref _states[at.Index];
        if (time > state.TokensAt)
        {
            double gained = state.TokensAt == long.MinValue ? 0 : (time - state.TokensAt) / 1e9 * at.RateLimit;
            state.Tokens = Math.Min(at.RateLimit, state.Tokens + gained);
            state.TokensAt = time;
        }

        bool mayPass = state.Tokens >= 1;
        state.Tokens -= mayPass ? 1 : 0;
        return mayPass;
    }

    private Flight? MakeError(
        Flight flight, Node at, HostAddress source, IcmpErrorKind kind, byte initialTtl, byte quotedTtl, ReadOnlySpan<LabelStackEntry> stack,
        int mtu = 0)
    {
        if (source.IsNone)
        {
            return null; // the link has no address of this family to answer from
        }

        Flight reply = Rent();
        flight.StampTtl(quotedTtl);
        AnswerWriter.WriteError(flight, at, source, kind, TakeIpId(at), initialTtl, stack, mtu, reply);
        return Finish(reply, flight, at);
    }

    private static Flight Finish(Flight reply, Flight request, Node at)
    {
        reply.Time = request.Time + at.IcmpDelay;
        reply.Steps = request.Steps;
        return reply;
    }

    private ushort TakeIpId(Node at) => _states[at.Index].NextIpId++;
}
