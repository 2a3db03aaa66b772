using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Vtnt.Cli;

/// <summary>An image as ./vtnt-image makes it: an OCI image layout (image-spec 1.0) with one layer.</summary>
internal sealed class OciImage
{
    private const string HashName = "sha256:";
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _layout;
    private readonly byte[] _layer;

    private OciImage(string layout, string[] entryPoint, byte[] layer) => (_layout, EntryPoint, _layer) = (layout, entryPoint, layer);

    /// <summary>The program and the arguments that stand before those of the user.</summary>
    internal IReadOnlyList<string> EntryPoint { get; }

    /// <summary>Reads a layout; what it holds is compared with its digests.</summary>
    /// <exception cref="UsageException">It is no such image, or damaged.</exception>
    internal static OciImage Open(string layout)
    {
        try
        {
            using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(layout, "index.json")));
            using var manifest = JsonDocument.Parse(Blob(layout, index.RootElement.GetProperty("manifests")[0]));
            using var config = JsonDocument.Parse(Blob(layout, manifest.RootElement.GetProperty("config")));
            JsonElement layers = manifest.RootElement.GetProperty("layers");
            return layers.GetArrayLength() == 1
                ? new(layout, [.. config.RootElement.GetProperty("config").GetProperty("Entrypoint").EnumerateArray().Select(word => word.GetString() ?? "")], Blob(layout, layers[0]))
                : throw Unfit(layout, $"it has {layers.GetArrayLength()} layers");
        }
        catch (Exception damage) when (damage is IOException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Unfit(layout, damage.Message);
        }
    }

    /// <summary>Puts the files of the image into a folder that everybody may enter.</summary>
    /// <exception cref="UsageException">The layer is damaged, or has what no image of ours has.</exception>
    internal void Unpack(string folder)
    {
        MakeFolder(folder);
        try
        {
            using var archive = new TarReader(new GZipStream(new MemoryStream(_layer), CompressionMode.Decompress));
            while (archive.GetNextEntry() is { } entry)
            {
                Unpack(entry, folder);
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw Unfit(_layout, damage.Message);
        }
    }

    private void Unpack(TarEntry entry, string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, entry.Name));
        if (!(path + '/').StartsWith(folder + '/', StringComparison.Ordinal) || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.Directory))
        {
            throw Unfit(_layout, $"its entry '{entry.Name}' is no plain file or folder");
        }

        if (entry.EntryType == TarEntryType.Directory)
        {
            MakeFolder(path);
        }
        else
        {
            entry.ExtractToFile(path, overwrite: true);
            SetMode(path, entry.Mode);
        }
    }

    private static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        SetMode(path, Everybody);
    }

    // Whatever mask this process has: the program in the container is not of its user.
    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static byte[] Blob(string layout, JsonElement descriptor)
    {
        string digest = descriptor.GetProperty("digest").GetString() ?? "";
        string hash = digest.StartsWith(HashName, StringComparison.Ordinal) ? digest[HashName.Length..] : "";
        if (hash.Length != 2 * SHA256.HashSizeInBytes || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw Unfit(layout, $"'{digest}' is no digest by SHA-256");
        }

        byte[] content = File.ReadAllBytes(Path.Combine(layout, "blobs", "sha256", hash));
        return Convert.ToHexStringLower(SHA256.HashData(content)) == hash ? content : throw Unfit(layout, $"the blob {hash} is not what its digest says");
    }

    private static UsageException Unfit(string layout, string reason) =>
        new($"'{layout}' is no image of vtnt-host ({reason.TrimEnd('.')}); make one by ./vtnt-image");
}
