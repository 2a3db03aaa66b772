using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// The probes of a running measurement with their replies, in flat pooled arrays: probes by index, replies by arrival,
/// extension objects as bytes. Recording allocates only when no array of an ended measurement is at hand.
/// </summary>
internal sealed class ProbeLog
{
    /// <summary>Bytes of extension objects kept per measurement; replies beyond it stand without theirs.</summary>
    internal const int MaxExtensionBytes = 1 << 20;

    /// <summary>Replies up to which looking through them is cheaper than an index.</summary>
    private const int MostUnindexed = 256;

    private ProbeSlot[] _probes = [];
    private ReplySlot[] _replies = [];
    private byte[] _extensions = [];
    private int _extensionBytes;
    private ReplyIndex? _index;

    /// <summary>Probes asked for, whatever became of them.</summary>
    internal int Count { get; private set; }

    /// <summary>Probes handed to the network.</summary>
    internal int SentCount { get; private set; }

    /// <summary>Replies kept.</summary>
    internal int ReplyCount { get; private set; }

    /// <summary>The probe with the index <paramref name="index"/>.</summary>
    internal ref ProbeSlot Probe(int index) => ref _probes[index];

    /// <summary>The replies in order of arrival.</summary>
    internal ReadOnlySpan<ReplySlot> Replies => _replies.AsSpan(0, ReplyCount);

    /// <summary>The index of the replies; null while there are too few for one.</summary>
    internal ReplyIndex? Index
    {
        get
        {
            if (ReplyCount <= MostUnindexed)
            {
                return null;
            }

            _index ??= new();
            _index.Read(_replies.AsSpan(0, ReplyCount));
            return _index;
        }
    }

    /// <summary>Writes down a probe that is about to be sent.</summary>
    internal void Add(in Probe probe, int attempt, ProbePart part = ProbePart.Hop)
    {
        SlotPool<ProbeSlot>.EnsureRoom(ref _probes, Count);
        _probes[Count++] = new()
        {
            ProbeTtl = probe.ProbeTtl,
            Attempt = (ushort)attempt,
            Part = part,
            Size = probe.Size,
            FirstReply = -1,
            LastReply = -1,
        };
    }

    /// <summary>The probe left; false when it is none that was asked for.</summary>
    internal bool TryMarkSent(in Probe probe, Timestamp sentAt)
    {
        int index = probe.Index;
        if ((uint)index >= (uint)Count || _probes[index].State != ProbeSlotState.Pending)
        {
            return false;
        }

        _probes[index].State = ProbeSlotState.Sent;
        _probes[index].SentAt = sentAt.Nanoseconds;
        _probes[index].HasIpId = probe.IpId != 0;
        SentCount++;
        return true;
    }

    /// <summary>The probe did not leave; false when it is none that was asked for.</summary>
    internal bool TryMarkFailed(int index, SendFailure failure)
    {
        if ((uint)index >= (uint)Count || _probes[index].State != ProbeSlotState.Pending)
        {
            return false;
        }

        _probes[index].State = ProbeSlotState.Failed;
        _probes[index].Failure = failure;
        return true;
    }

    /// <summary>True when the index is that of a probe that left.</summary>
    internal bool WasSent(int index) => (uint)index < (uint)Count && _probes[index].State == ProbeSlotState.Sent;

    /// <summary>Keeps a reply of a probe that was sent, and returns it; or only counts it, and returns -1.</summary>
    internal int AddReply(int index, in ReplyView reply)
    {
        ref ProbeSlot probe = ref _probes[index];
        if (probe.ReplyCount == ProbeOutcome.MaxReplies)
        {
            probe.DroppedReplies++;
            return -1;
        }

        SlotPool<ReplySlot>.EnsureRoom(ref _replies, ReplyCount);
        int added = ReplyCount++;
        ref ReplySlot slot = ref _replies[added];
        slot = ReplySlot.From(reply);
        slot.ProbeTtl = probe.Part == ProbePart.Hop ? probe.ProbeTtl : (byte)0;
        slot.ExtensionsAt = _extensionBytes;
        slot.ExtensionsLength = (ushort)AddBytes(reply.Extensions.Objects);
        slot.OptionsLength = (byte)(AddBytes(OptionsOf(reply)) + AddBytes(reply.TimestampBytes) + AddFragmentId(reply.FragmentId));
        probe.ReplyCount++;
        if (probe.FirstReply < 0)
        {
            probe.FirstReply = added;
        }
        else
        {
            _replies[probe.LastReply].Next = added;
        }

        probe.LastReply = added;
        return added;
    }

    /// <summary>Takes the probes of a hop and their replies out of it.</summary>
    internal void DiscardHop(byte ttl)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_probes[i].Part == ProbePart.Hop && _probes[i].ProbeTtl == ttl)
            {
                _probes[i].Part = ProbePart.Discarded;
            }
        }

        foreach (ref ReplySlot reply in _replies.AsSpan(0, ReplyCount))
        {
            reply.ProbeTtl = reply.ProbeTtl == ttl ? (byte)0 : reply.ProbeTtl;
        }

        _index = null;
    }

    /// <summary>What became of a probe, as a value of the model; its identification is told where it was ours to set.</summary>
    internal ProbeOutcome ToOutcome(int index, AddressKind family, ushort? ipId)
    {
        ref ProbeSlot probe = ref _probes[index];
        var replies = new Reply[probe.ReplyCount];
        int next = probe.FirstReply;
        for (int i = 0; i < replies.Length; i++)
        {
            ref ReplySlot slot = ref _replies[next];
            ReadOnlySpan<byte> behind = _extensions.AsSpan(slot.ExtensionsAt + slot.ExtensionsLength, slot.OptionsLength);
            replies[i] = slot.ToReply(family, probe.SentAt, _extensions.AsSpan(slot.ExtensionsAt, slot.ExtensionsLength), behind);
            next = slot.Next;
        }

        return new()
        {
            ProbeTtl = probe.ProbeTtl,
            Attempt = probe.Attempt,
            Size = probe.Size,
            SentAt = probe.State == ProbeSlotState.Sent ? new Timestamp(probe.SentAt) : null,
            IpId = probe.HasIpId ? ipId : null,
            Failure = probe.Failure,
            Replies = ImmutableCollectionsMarshal.AsImmutableArray(replies),
            DroppedReplies = probe.DroppedReplies,
        };
    }

    /// <summary>Gives the arrays back; the log is empty afterwards.</summary>
    internal void Release()
    {
        SlotPool<ProbeSlot>.Return(_probes);
        SlotPool<ReplySlot>.Return(_replies);
        SlotPool<byte>.Return(_extensions);
        (_probes, _replies, _extensions) = ([], [], []);
        (Count, ReplyCount, _extensionBytes, _index) = (0, 0, 0, null);
    }

    /// <summary>What the probe's IPv4 options have collected: up to the router that an error is of, or to the destination and back.</summary>
    private static ReadOnlySpan<byte> OptionsOf(in ReplyView reply) => reply.HasQuotation ? reply.Quotation.IpOptions : reply.IpOptions;

    private int AddFragmentId(uint? fragmentId)
    {
        if (fragmentId is not { } id)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        return AddBytes(bytes);
    }

    /// <summary>Keeps bytes behind those that are kept already, and returns how many: all or none.</summary>
    private int AddBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > MaxExtensionBytes - _extensionBytes)
        {
            return 0;
        }

        SlotPool<byte>.EnsureRoom(ref _extensions, _extensionBytes, bytes.Length);
        bytes.CopyTo(_extensions.AsSpan(_extensionBytes));
        _extensionBytes += bytes.Length;
        return bytes.Length;
    }
}
