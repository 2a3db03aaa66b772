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

    /// <summary>An answer that quotes nothing belongs to the last datagram, unless one before it may still be answered.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(HostAddress Destination, ushort Port), Flow> _flows = [];

    /// <summary>Remembers a datagram, its 8 bytes of header included, about to be sent.</summary>
    internal void Add(HostAddress destination, ReadOnlySpan<byte> datagram, Timestamp now)
    {
        if (_flows.Count >= MaxFlows)
        {
            _flows.Clear();
        }

        (HostAddress, ushort) key = (destination, BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]));
        var sent = new Entry(BinaryPrimitives.ReadUInt64BigEndian(datagram), StartOf(datagram[UdpView.HeaderLength..]), now, IsOpen: true);
        Flow before = _flows.GetValueOrDefault(key);
        _flows[key] = new(sent, before.Last, before.Middle);
    }

    /// <summary>
    /// Writes the header of the datagram that an error is about: among the last three of its flow the one that begins as the
    /// quotation does; the last one, when the quotation has nothing of it. False when none was sent there, and when it can
    /// be about more than one.
    /// </summary>
    internal bool TryFind(HostAddress destination, ushort port, ReadOnlySpan<byte> quoted, Timestamp now, Span<byte> header)
    {
        if (!_flows.TryGetValue((destination, port), out Flow flow))
        {
            return false;
        }

        int found = quoted.Length >= sizeof(ushort) ? flow.IndexOf(StartOf(quoted)) : -1;
        if (found < 0 && !flow.TryFindOpen(now, out found))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt64BigEndian(header, flow[found].Header);
        _flows[(destination, port)] = flow.Answer(found);
        return true;
    }

    /// <summary>The word that a Paris probe carries to steer its checksum.</summary>
    private static ushort StartOf(ReadOnlySpan<byte> payload) => payload.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (ushort)0;

    /// <param name="Header">The UDP header; 0 for none.</param>
    /// <param name="Start">The payload's first word.</param>
    /// <param name="SentAt">When it was sent.</param>
    /// <param name="IsOpen">Not answered yet.</param>
    private readonly record struct Entry(ulong Header, ushort Start, Timestamp SentAt, bool IsOpen)
    {
        internal bool MayBeAnswered(Timestamp now) => IsOpen && now - SentAt < Doubt;
    }

    private readonly record struct Flow(Entry Last, Entry Middle, Entry First)
    {
        internal Entry this[int index] => index switch { 0 => Last, 1 => Middle, _ => First };

        internal int IndexOf(ushort start) =>
            Last.Start == start ? 0
            : Middle.Header != 0 && Middle.Start == start ? 1
            : First.Header != 0 && First.Start == start ? 2
            : -1;

        /// <summary>The one that may still be answered; the last one, when none may; false when there are several.</summary>
        internal bool TryFindOpen(Timestamp now, out int index)
        {
            (int open, index) = (0, 0);
            for (int i = 2; i >= 0; i--)
            {
                if (this[i].MayBeAnswered(now))
                {
                    (open, index) = (open + 1, i);
                }
            }

            return open <= 1;
        }

        internal Flow Answer(int index) => index switch
        {
            0 => this with { Last = Last with { IsOpen = false } },
            1 => this with { Middle = Middle with { IsOpen = false } },
            _ => this with { First = First with { IsOpen = false } },
        };
    }
}
