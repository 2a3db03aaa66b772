namespace Vtnt.Warts;

/// <summary>How to read warts.</summary>
public sealed record WartsReaderOptions
{
    /// <summary>Whose numbering trace records follow.</summary>
    public WartsDialect Dialect { get; init; }

    /// <summary>
    /// True refuses what scamper's own reader refuses and files in circulation have: list and cycle numbers that do not
    /// count 1, 2, 3 … (files glued together), and hop records that are not in the order of their TTL.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>Longest record body in bytes that is believed; a header that claims more is taken for damage. 8 to 1 073 741 824.</summary>
    public int MaxRecordLength { get; init; } = 64 * 1024 * 1024;
}
