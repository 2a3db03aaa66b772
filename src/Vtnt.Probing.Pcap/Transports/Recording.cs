using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>A whole capture in memory, in which every reply knows its probe.</summary>
internal sealed class Recording
{
    private readonly List<RecordedPacket> _packets = [];
    private readonly List<List<int>> _replies = [];
    private readonly Dictionary<string, Queue<int>> _unsent = [];
    private readonly Dictionary<HostAddress, HostAddress> _sources = [];

    /// <summary>Loads the packets of a capture.</summary>
    /// <exception cref="CaptureFormatException">The capture is damaged.</exception>
    internal Recording(CaptureReader reader)
    {
        var newest = new Dictionary<ProbeKey, SeenProbe>();
        var indexes = new Dictionary<SeenProbe, int>();
        while (reader.TryRead(out CapturedFrame frame))
        {
            if (frame.Open(out CapturedPacket packet) == FrameVerdict.IpPacket && !packet.IsTruncated)
            {
                Add(packet, newest, indexes);
            }
        }
    }

    /// <summary>The packets in the order of the capture.</summary>
    internal IReadOnlyList<RecordedPacket> Packets => _packets;

    /// <summary>The replies to a packet, by index.</summary>
    internal IReadOnlyList<int> RepliesTo(int index) => _replies[index];

    /// <summary>Takes the first recorded packet with these bytes that was not taken yet; false when there is none.</summary>
    internal bool TryTake(ReadOnlySpan<byte> bytes, out int index)
    {
        index = -1;
        return _unsent.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Hex(bytes, stackalloc char[4096]), out Queue<int>? queue)
            && queue.TryDequeue(out index);
    }

    /// <summary>With which source a destination was probed, or any source of its family; null when there is none.</summary>
    internal HostAddress? SourceFor(HostAddress destination)
    {
        if (_sources.TryGetValue(destination, out HostAddress source))
        {
            return source;
        }

        foreach (HostAddress other in _sources.Values)
        {
            if (other.Kind == destination.Kind)
            {
                return other;
            }
        }

        return null;
    }

    private void Add(in CapturedPacket packet, Dictionary<ProbeKey, SeenProbe> newest, Dictionary<SeenProbe, int> indexes)
    {
        int index = _packets.Count;
        _replies.Add([]);
        if (ReplyParser.TryParse(packet.Bytes, packet.Time, out ReplyView reply, out _)
            && newest.TryGetValue(ProbePacket.KeyOf(reply), out SeenProbe? last))
        {
            int cause = indexes[ReplyMatch.Find(last, reply) ?? last];
            _packets.Add(new(packet.Bytes.ToArray(), packet.Time, cause, IsProbe: false));
            _replies[cause].Add(index);
            return;
        }

        bool isProbe = ProbePacket.TryParse(packet.Bytes, out ProbePacket probe);
        _packets.Add(new(packet.Bytes.ToArray(), packet.Time, -1, isProbe));
        if (isProbe)
        {
            var seen = new SeenProbe(probe, packet.Time) { Older = newest.GetValueOrDefault(probe.Key) };
            newest[probe.Key] = seen;
            indexes[seen] = index;
            _sources.TryAdd(probe.Key.Destination, probe.Key.Source);
            string bytes = Convert.ToHexString(packet.Bytes);
            if (!_unsent.TryGetValue(bytes, out Queue<int>? queue))
            {
                _unsent[bytes] = queue = new Queue<int>();
            }

            queue.Enqueue(index);
        }
    }

    private static ReadOnlySpan<char> Hex(ReadOnlySpan<byte> bytes, Span<char> room)
    {
        Span<char> text = bytes.Length * 2 <= room.Length ? room : new char[bytes.Length * 2];
        return Convert.TryToHexString(bytes, text, out int written) ? text[..written] : default;
    }
}
