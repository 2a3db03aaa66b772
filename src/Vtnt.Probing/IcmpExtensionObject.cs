using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>One object of an ICMP extension structure (RFC 4884 section 7), kept as it arrived.</summary>
/// <param name="Class">Object class, 0 to 255: 1 is the MPLS label stack (RFC 4950), 2 interface information (RFC 5837).</param>
/// <param name="CType">Object sub-type, 0 to 255, with a meaning per class.</param>
/// <param name="Payload">The object's bytes after its 4-byte header, in network order.</param>
public sealed record IcmpExtensionObject(byte Class, byte CType, ImmutableArray<byte> Payload)
{
    /// <summary>Class and sub-type of the RFC 4950 MPLS label stack object.</summary>
    public const byte MplsClass = 1, MplsCType = 1;

    /// <summary>True for the incoming MPLS label stack (RFC 4950 section 3).</summary>
    public bool IsMplsLabelStack => Class == MplsClass && CType == MplsCType;

    /// <summary>
    /// The label stack, top first, whole entries only and exactly as received (a missing or early bottom-of-stack bit
    /// is left as it is); empty for any other object.
    /// </summary>
    public ImmutableArray<LabelStackEntry> ToLabelStack()
    {
        if (!IsMplsLabelStack)
        {
            return [];
        }

        ImmutableArray<LabelStackEntry>.Builder entries = ImmutableArray.CreateBuilder<LabelStackEntry>(Payload.Length / 4);
        for (ReadOnlySpan<byte> rest = Payload.AsSpan(); rest.Length >= 4; rest = rest[4..])
        {
            entries.Add(new LabelStackEntry(BinaryPrimitives.ReadUInt32BigEndian(rest)));
        }

        return entries.MoveToImmutable();
    }

    /// <summary>Equal class, sub-type and bytes.</summary>
    public bool Equals(IcmpExtensionObject? other) =>
        other is not null && Class == other.Class && CType == other.CType && Payload.AsSpan().SequenceEqual(other.Payload.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Class);
        hash.Add(CType);
        hash.AddBytes(Payload.AsSpan());
        return hash.ToHashCode();
    }
}
