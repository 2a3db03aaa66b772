using System.Collections.Immutable;

namespace Vtnt.Warts;

/// <summary>A record of a type that this library does not decode, kept as bytes.</summary>
public sealed record WartsOtherRecord : WartsRecord
{
    /// <inheritdoc/>
    public override int Type => RecordType;

    /// <summary>The format's number of the type, 1 to 65535.</summary>
    public required ushort RecordType { get; init => field = Changed(value); }

    /// <summary>What follows the record's header.</summary>
    public required ImmutableArray<byte> Body { get; init => field = Changed(value); }

    /// <summary>Equal type and bytes.</summary>
    public bool Equals(WartsOtherRecord? other) =>
        other is not null && RecordType == other.RecordType && Body.AsSpan().SequenceEqual(other.Body.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RecordType, Body.Length);
}
