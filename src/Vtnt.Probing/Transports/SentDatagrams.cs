using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// The UDP headers of datagrams that one socket sent lately, by destination and port: an error queue tells those two, and of
/// the datagram itself only what follows its header. Pure.
/// </summary>
internal sealed class SentDatagrams
{
    /// <summary>Destinations and ports that are remembered at most; beyond, all are forgotten.</summary>
    private const int MaxFlows = 65_536;

    private readonly Dictionary<(HostAddress Destination, ushort Port), Flow> _flows = [];

    /// <summary>Remembers a datagram, its 8 bytes of header included, about to be sent.</summary>
    internal void Add(HostAddress destination, ReadOnlySpan<byte> datagram)
    {
        if (_flows.Count >= MaxFlows)
        {
            _flows.Clear();
        }

        (HostAddress, ushort) key = (destination, BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]));
        Flow before = _flows.GetValueOrDefault(key);
        ulong header = BinaryPrimitives.ReadUInt64BigEndian(datagram);
        _flows[key] = new(header, StartOf(datagram[UdpView.HeaderLength..]), before.Last, before.LastStart, before.Middle, before.MiddleStart);
    }

    /// <summary>
    /// Writes the header of the datagram that an error is about: among the last three of its flow the one that begins as the
    /// quotation does; the last one, when the quotation has nothing of it. False when none was sent there.
    /// </summary>
    internal bool TryFind(HostAddress destination, ushort port, ReadOnlySpan<byte> quoted, Span<byte> header)
    {
        if (!_flows.TryGetValue((destination, port), out Flow flow))
        {
            return false;
        }

        uint? start = quoted.Length >= sizeof(ushort) ? StartOf(quoted) : null;
        ulong found = start == flow.LastStart || start is null ? flow.Last
            : flow.Middle != 0 && start == flow.MiddleStart ? flow.Middle
            : flow.First != 0 && start == flow.FirstStart ? flow.First
            : flow.Last;
        BinaryPrimitives.WriteUInt64BigEndian(header, found);
        return true;
    }

    /// <summary>The word that a Paris probe carries to steer its checksum.</summary>
    private static ushort StartOf(ReadOnlySpan<byte> payload) => payload.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (ushort)0;

    private readonly record struct Flow(ulong Last, ushort LastStart, ulong Middle, ushort MiddleStart, ulong First, ushort FirstStart);
}
