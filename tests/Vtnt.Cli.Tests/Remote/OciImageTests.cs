using System.Formats.Tar;
using System.Runtime.Versioning;

namespace Vtnt.Cli.Tests;

/// <summary>OCI image layouts, sound and otherwise.</summary>
[SupportedOSPlatform("linux")]
public sealed class OciImageTests
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private string _folder = "";

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("vtnt-unpacked-").FullName;

    [TearDown]
    public void Delete_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Files_come_out_with_their_modes()
    {
        using var layout = new OciLayout(new UstarTarEntry(TarEntryType.Directory, "./"), OciLayout.PlainFile("./vtnt-host", "program", Executable));
        var image = OciImage.Open(layout.Folder);
        image.Unpack(Path.Combine(_folder, "rootfs"));
        string program = Path.Combine(_folder, "rootfs", "vtnt-host");
        Assert.That(image.EntryPoint, Is.EqualTo(new[] { "/vtnt-host" }));
        Assert.That(File.ReadAllText(program), Is.EqualTo("program"));
        Assert.That(File.GetUnixFileMode(program), Is.EqualTo(Executable));
        Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "rootfs")), Is.EqualTo(Executable), "the container's user must get in");
    }

    [TestCase("../outside")]
    [TestCase("/outside")]
    [TestCase("../rootfs-beside/x")]
    public void A_file_outside_the_folder_is_refused(string name)
    {
        using var layout = new OciLayout(OciLayout.PlainFile(name, "", Executable));
        Refuses(() => OciImage.Open(layout.Folder).Unpack(Path.Combine(_folder, "rootfs")), layout, $"its entry '{name}' is no plain file or folder");
        Assert.That(Directory.GetFileSystemEntries(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_link_is_refused()
    {
        using var layout = new OciLayout(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc" });
        Refuses(() => OciImage.Open(layout.Folder).Unpack(_folder), layout, "its entry 'link' is no plain file or folder");
    }

    [Test]
    public void A_blob_that_differs_from_its_digest_is_refused()
    {
        using var layout = new OciLayout(OciLayout.PlainFile("vtnt-host", "program", Executable));
        File.AppendAllText(layout.LayerPath, "x");
        Refuses(() => OciImage.Open(layout.Folder), layout, $"the blob {Path.GetFileName(layout.LayerPath)} is not what its digest says");
    }

    [Test]
    public void More_than_one_layer_is_refused()
    {
        using var layout = new OciLayout(layers: 2);
        Refuses(() => OciImage.Open(layout.Folder), layout, "it has 2 layers");
    }

    [TestCase("""{"manifests":[{"digest":"sha256:../../../../etc/passwd"}]}""", "'sha256:../../../../etc/passwd' is no digest by SHA-256")]
    [TestCase("""{"manifests":[{"digest":"md5:00"}]}""", "'md5:00' is no digest by SHA-256")]
    [TestCase("""{"manifests":[]}""", "")]
    [TestCase("""{"manifests":{}}""", "")]
    [TestCase("""{}""", "")]
    [TestCase("""{"man""", "")]
    public void An_index_that_leads_nowhere_is_refused(string index, string reason)
    {
        using var layout = new OciLayout();
        File.WriteAllText(Path.Combine(layout.Folder, "index.json"), index);
        Refuses(() => OciImage.Open(layout.Folder), layout, reason);
    }

    [Test]
    public void A_folder_that_is_no_layout_is_refused()
    {
        using var layout = new OciLayout();
        File.Delete(Path.Combine(layout.Folder, "index.json"));
        Refuses(() => OciImage.Open(layout.Folder), layout, "");
    }

    private static void Refuses(Action action, OciLayout layout, string reason) => Assert.That(
        action,
        Throws.TypeOf<UsageException>().With.Message.StartsWith($"'{layout.Folder}' is no image of vtnt-host (").And.Message.EndsWith("); make one by ./vtnt-image").And.Message.Contains(reason));
}
