namespace Vtnt.Warts;

/// <summary>The start of a cycle (type 2), or the definition of one that started in another file (type 3).</summary>
public sealed record WartsCycleRecord : WartsRecord
{
    private byte[]? _hostname;

    /// <inheritdoc/>
    public override int Type => (int)(IsDefinition ? WartsRecordType.CycleDefinition : WartsRecordType.CycleStart);

    /// <summary>True for a definition.</summary>
    public bool IsDefinition { get; init => field = Changed(value); }

    /// <summary>Number of the cycle in this file, from 1; what other records refer to.</summary>
    public required uint FileId { get; init => field = Changed(value); }

    /// <summary>Number in this file of the list it goes through.</summary>
    public required uint ListFileId { get; init => field = Changed(value); }

    /// <summary>The list; null when it was not met in the file. Not written.</summary>
    public WartsListRecord? List { get; internal init; }

    /// <summary>The operator's number of the cycle.</summary>
    public required uint CycleId { get; init => field = Changed(value); }

    /// <summary>When it began, whole seconds since the Unix epoch.</summary>
    public required uint StartSeconds { get; init => field = Changed(value); }

    /// <summary>When it ended, whole seconds since the Unix epoch; null when the record does not tell.</summary>
    public uint? StopSeconds { get; init => field = Changed(value); }

    /// <summary>Name of the machine; null when absent.</summary>
    public string? Hostname { get; init => (field, _hostname) = (Changed(value), null); }

    /// <summary>The machine's name as in the file; meaningful when <see cref="Hostname"/> is not null.</summary>
    internal byte[] HostnameBytes { get => _hostname ??= WartsText.Encode(Hostname ?? ""); init => _hostname = value; }

    /// <summary>Equal numbers and texts.</summary>
    public bool Equals(WartsCycleRecord? other) =>
        other is not null && IsDefinition == other.IsDefinition && FileId == other.FileId && ListFileId == other.ListFileId
        && CycleId == other.CycleId && StartSeconds == other.StartSeconds && StopSeconds == other.StopSeconds
        && Hostname == other.Hostname;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FileId, ListFileId, CycleId, StartSeconds);
}
