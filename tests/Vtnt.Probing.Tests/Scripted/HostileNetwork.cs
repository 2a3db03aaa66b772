using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// Runs one measurement in a network that does what a tape of bytes says: probes leave at once, later or not at all; replies are
/// silent, doubled, late, out of order, of any kind, cut or damaged. Where the tape ends there is silence.
/// </summary>
internal sealed class HostileNetwork
{
    private readonly PriorityQueue<byte[], (long Time, int Order)> _replies = new();
    private readonly IMeasurement _measurement;
    private readonly byte[] _tape;
    private readonly int _maxSteps;
    private Timestamp _now = Transcript.Start;
    private Probe? _onItsWay;
    private int _read, _order;

    private HostileNetwork(IMeasurement measurement, byte[] tape, int maxSteps) =>
        (_measurement, _tape, _maxSteps) = (measurement, tape, maxSteps);

    private int Next => _read < _tape.Length ? _tape[_read++] : 0;

    /// <summary>Runs to the end, which must come.</summary>
    internal static void Run(IMeasurement measurement, byte[] tape) =>
        Assert.That(RunFor(measurement, tape, 2_000_000), Is.True, "the measurement ends");

    /// <summary>Runs for some steps; true when the end has come.</summary>
    internal static bool RunFor(IMeasurement measurement, byte[] tape, int steps) => new HostileNetwork(measurement, tape, steps).Run();

    private bool Run()
    {
        for (int step = 0; step < _maxSteps; step++)
        {
            ProbingStep next = _measurement.NextStep(_now);
            switch (next.Kind)
            {
                case ProbingStepKind.Done:
                    return true;
                case ProbingStepKind.Send:
                    Assert.That(_onItsWay, Is.Null, "one probe at a time is on its way");
                    Take(next.Probe);
                    break;
                default:
                    Assert.That(next.Until, Is.GreaterThan(_now), "a wait is a wait");
                    Wait(next.Until);
                    break;
            }
        }

        return false;
    }

    private void Take(in Probe probe)
    {
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        int choice = Next;
        if (choice == 1)
        {
            _measurement.OnSendFailed(probe, (SendFailure)(1 + (Next % 5)));
            return;
        }

        for (int replies = choice % 4; replies > 0; replies--)
        {
            byte[] reply = Reply(packet, probe.Destination);
            long delay = Next switch { var d when d < 200 => d * 1_000_000L, var d => (d - 200) * 100_000_000L };
            _replies.Enqueue(reply, (_now.Nanoseconds + delay, _order++));
        }

        if (choice >= 250)
        {
            _onItsWay = probe;
        }
        else
        {
            _measurement.OnSent(choice % 16 == 7 ? probe with { IpId = 0 } : probe, _now);
        }
    }

    /// <summary>Lets the next thing happen: a reply, the news that a probe has left, or the time that was waited for.</summary>
    private void Wait(Timestamp until)
    {
        bool hasReply = _replies.TryPeek(out _, out (long Time, int Order) next) && next.Time <= until.Nanoseconds;
        if (_onItsWay is { } probe && (!hasReply || Next % 2 == 0))
        {
            _onItsWay = null;
            _now += TimeSpan.FromMicroseconds(Next);
            _measurement.OnSent(probe, _now);
            return;
        }

        if (!hasReply)
        {
            _now = until;
            return;
        }

        _now = new(Math.Max(next.Time, _now.Nanoseconds));
        if (ReplyParser.TryParse(_replies.Dequeue(), _now, out ReplyView reply, out _) && IsOurs(reply.Key))
        {
            _measurement.OnReply(reply);
        }
    }

    private bool IsOurs(ReplyKey key) =>
        key with { Identifier = 0 } == _measurement.ReplyKey with { Identifier = 0 }
        && (ushort)(key.Identifier - _measurement.ReplyKey.Identifier) < _measurement.ReplyKeyCount;

    private byte[] Reply(byte[] probe, HostAddress destination)
    {
        bool isV6 = destination.IsIPv6;
        HostAddress from = Next % 8 is var router && router == 7
            ? destination
            : isV6 ? HostAddress.FromIPv6(new UInt128(0x20010DB8_0000_0001, (ulong)router + 1)) : HostAddress.FromIPv4(0xC0000201u + (uint)router);
        byte unreachable = isV6 ? IcmpType.V6DestinationUnreachable : IcmpType.DestinationUnreachable;
        var shape = new ReplyShape { NextHopMtu = (ushort)(Next * 7), Labels = Next % 4 == 0 ? [1, 2] : [], QuotedBytes = 28 + Next };
        byte[] packet = Next switch
        {
            < 180 => ReplyPackets.Error(from, isV6 ? IcmpType.V6TimeExceeded : IcmpType.TimeExceeded, 0, probe, shape),
            < 200 => ReplyPackets.Error(from, unreachable, (byte)(Next % 8), probe, shape),
            < 215 => ReplyPackets.Error(from, isV6 ? IcmpType.V6PacketTooBig : unreachable, (byte)(isV6 ? 0 : 4), probe, shape),
            < 235 when probe[isV6 ? 6 : 9] is IpProtocol.Icmp or IpProtocol.IcmpV6 => ReplyPackets.EchoReply(destination, probe, shape),
            < 245 when probe[isV6 ? 6 : 9] is IpProtocol.Udp or IpProtocol.Tcp => ReplyPackets.Transport(destination, probe, (byte)Next, shape),
            _ => ReplyPackets.Error(from, isV6 ? IcmpType.V6TimeExceeded : IcmpType.TimeExceeded, (byte)(Next % 3), probe, shape),
        };
        return Damage(packet);
    }

    private byte[] Damage(byte[] packet)
    {
        int choice = Next;
        if (choice >= 250)
        {
            return packet[..(Next * packet.Length / 256)];
        }

        if (choice >= 240)
        {
            packet[Next % packet.Length] ^= (byte)Next;
        }

        return packet;
    }
}
