using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>The IPv4 timestamp option of a reply (RFC 791).</summary>
/// <param name="Times">The time stamps in order, milliseconds since midnight UTC, as they were sent.</param>
/// <param name="Addresses">Who put them in, one per time stamp; empty when the option carries no addresses.</param>
public sealed record IpTimestamps(ImmutableArray<uint> Times, ImmutableArray<HostAddress> Addresses)
{
    /// <summary>Equal times and addresses, compared one by one.</summary>
    public bool Equals(IpTimestamps? other) =>
        other is not null && Times.AsSpan().SequenceEqual(other.Times.AsSpan()) && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Times.Length, Times.Length > 0 ? Times[0] : 0, Addresses.Length);
}
