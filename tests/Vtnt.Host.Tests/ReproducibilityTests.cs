using System.Security.Cryptography;

namespace Vtnt.Host.Tests;

/// <summary>The same commit gives the same bytes, wherever it lies and whatever was built there before.</summary>
[Category("Netns")]
public sealed class ReproducibilityTests
{
    private static readonly string[] Leftovers = ["artifacts", "TestResults", "bin", "obj"];

    [Test]
    public void A_copy_of_the_repository_makes_the_same_image()
    {
        string first = PublishedHost.Folder;
        string[] differing = Jailed.WithRoot<string[]>(folder =>
        {
            string copy = Path.Combine(folder, "elsewhere", "a copy"), second = Path.Combine(folder, "image");
            Copy(new(Jailed.Root), Directory.CreateDirectory(copy));
            (int exit, string output) = Jailed.Start(Path.Combine(copy, "vtnt-image"), [.. PublishedHost.Options, "--output", second]);
            Assert.That(exit, Is.Zero, output);
            Dictionary<string, string> expected = DigestsOf(first), found = DigestsOf(second);
            return [.. expected.Keys.Union(found.Keys).Where(name => expected.GetValueOrDefault(name) != found.GetValueOrDefault(name)).Order()];
        });

        Assert.That(DigestsOf(first), Does.ContainKey(Form.Glibc).And.ContainKey("rootfs.cpio").And.ContainKey("oci/index.json"));
        Assert.That(differing, Is.Empty);
    }

    /// <summary>Copies all but what builds and tests leave behind.</summary>
    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (FileInfo file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (DirectoryInfo folder in from.EnumerateDirectories().Where(folder => !Leftovers.Contains(folder.Name)))
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }

    private static Dictionary<string, string> DigestsOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
