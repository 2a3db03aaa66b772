using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Vtnt.Cli.Tests;

/// <summary>An OCI image layout in a folder, as a test wants it.</summary>
internal sealed class OciLayout : IDisposable
{
    private readonly string _blobs;

    internal OciLayout(params TarEntry[] entries)
        : this(layers: 1, entries)
    {
    }

    internal OciLayout(int layers, params TarEntry[] entries)
    {
        Folder = Directory.CreateTempSubdirectory("vtnt-oci-").FullName;
        _blobs = Directory.CreateDirectory(Path.Combine(Folder, "blobs", "sha256")).FullName;
        LayerPath = Path.Combine(_blobs, Add(Archive(entries), out string layer));
        Add("""{"config":{"Entrypoint":["/vtnt-host"]}}"""u8.ToArray(), out string config);
        Add(Encoding.UTF8.GetBytes($$"""{"config":{{config}},"layers":[{{string.Join(',', Enumerable.Repeat(layer, layers))}}]}"""), out string manifest);
        File.WriteAllText(Path.Combine(Folder, "index.json"), $$"""{"manifests":[{{manifest}}]}""");
    }

    internal string Folder { get; }

    internal string LayerPath { get; }

    internal static TarEntry PlainFile(string name, string content, UnixFileMode mode) =>
        new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), Mode = mode };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Add(byte[] content, out string descriptor)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllBytes(Path.Combine(_blobs, hash), content);
        descriptor = $$"""{"digest":"sha256:{{hash}}","size":{{content.Length}}}""";
        return hash;
    }

    private static byte[] Archive(TarEntry[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var archive = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (TarEntry entry in entries)
            {
                archive.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }
}
