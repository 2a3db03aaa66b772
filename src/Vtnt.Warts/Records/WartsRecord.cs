namespace Vtnt.Warts;

/// <summary>
/// One record of a warts file as an object: a list, a cycle, its end, an address, a trace, a ping, or bytes of another
/// type. A record that was read keeps its bytes until a member is changed, so writing it gives the very same bytes.
/// Two records are equal when their members are; the kept bytes do not count.
/// </summary>
public abstract record WartsRecord
{
    private protected WartsRecord()
    {
    }

    /// <summary>The format's number of the record's type, 1 to 65535; see <see cref="WartsRecordType"/>.</summary>
    public abstract int Type { get; }

    /// <summary>The whole record as it was read, header included; empty when it was made or changed by the program.</summary>
    internal ReadOnlyMemory<byte> Encoded { get; set; }

    /// <summary>Equal type; the kept bytes do not count.</summary>
    public virtual bool Equals(WartsRecord? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => Type;

    /// <summary>Stores a member's new value: the kept bytes are void.</summary>
    private protected T Changed<T>(T value)
    {
        Encoded = default;
        return value;
    }
}
