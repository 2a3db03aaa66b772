namespace Vtnt.Warts;

/// <summary>A list of destinations (type 1) that measurements belong to.</summary>
public sealed record WartsListRecord : WartsRecord
{
    private byte[]? _name, _description, _monitor;

    /// <inheritdoc/>
    public override int Type => (int)WartsRecordType.List;

    /// <summary>Number of the list in this file, from 1; what other records refer to.</summary>
    public required uint FileId { get; init => field = Changed(value); }

    /// <summary>The operator's number of the list.</summary>
    public required uint ListId { get; init => field = Changed(value); }

    /// <summary>Name of the list.</summary>
    public required string Name { get; init => (field, _name) = (Changed(value), null); }

    /// <summary>Description; null when absent.</summary>
    public string? Description { get; init => (field, _description) = (Changed(value), null); }

    /// <summary>Name of the machine that measured; null when absent.</summary>
    public string? Monitor { get; init => (field, _monitor) = (Changed(value), null); }

    /// <summary>The name as in the file.</summary>
    internal byte[] NameBytes { get => _name ??= WartsText.Encode(Name); init => _name = value; }

    /// <summary>The description as in the file; meaningful when <see cref="Description"/> is not null.</summary>
    internal byte[] DescriptionBytes { get => _description ??= WartsText.Encode(Description ?? ""); init => _description = value; }

    /// <summary>The monitor's name as in the file; meaningful when <see cref="Monitor"/> is not null.</summary>
    internal byte[] MonitorBytes { get => _monitor ??= WartsText.Encode(Monitor ?? ""); init => _monitor = value; }

    /// <summary>Equal numbers and texts.</summary>
    public bool Equals(WartsListRecord? other) =>
        other is not null && FileId == other.FileId && ListId == other.ListId && Name == other.Name
        && Description == other.Description && Monitor == other.Monitor;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FileId, ListId, Name);
}
