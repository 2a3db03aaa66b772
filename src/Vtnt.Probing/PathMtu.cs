using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>Outcome of path-MTU discovery. Sizes are whole IP packets in bytes.</summary>
public sealed record PathMtu
{
    /// <summary>Layout of the stored section: 2 has notes, 1 (old files) has none.</summary>
    public byte Version { get; init; } = 2;

    /// <summary>MTU of the outgoing interface; 0 when not known.</summary>
    public int InterfaceMtu { get; init; }

    /// <summary>The path MTU found; 0 when discovery was abandoned.</summary>
    public int Mtu { get; init; }

    /// <summary>Size that leaves the first hop where larger packets vanish before it; 0 when that is not the case.</summary>
    public int OutgoingMtu { get; init; }

    /// <summary>The probes of the discovery with their replies.</summary>
    public ImmutableArray<ProbeOutcome> Probes { get; init; } = [];

    /// <summary>What was learned, in order.</summary>
    public ImmutableArray<PathMtuNote> Notes { get; init; } = [];

    /// <summary>Equal in every member, probes and notes compared one by one.</summary>
    public bool Equals(PathMtu? other) =>
        other is not null && Version == other.Version && InterfaceMtu == other.InterfaceMtu && Mtu == other.Mtu
        && OutgoingMtu == other.OutgoingMtu && Probes.AsSpan().SequenceEqual(other.Probes.AsSpan())
        && Notes.AsSpan().SequenceEqual(other.Notes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, InterfaceMtu, Mtu, OutgoingMtu, Probes.Length, Notes.Length);
}
