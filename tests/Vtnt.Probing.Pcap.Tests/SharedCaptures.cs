namespace Vtnt.Probing.Pcap.Tests;

/// <summary>
/// Captures and warts files: those of the repository, in tests/captures, and those of other projects, which are not part
/// of it but lie beside it where it was built.
/// </summary>
internal static class SharedCaptures
{
    private static readonly string[] Roots = [System.IO.Path.Combine("tests", "captures"), System.IO.Path.Combine("shared", "data")];

    /// <summary>A file, by its path in either folder; the test is ignored when it is in neither.</summary>
    internal static string Path(string name)
    {
        for (DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (string root in Roots)
            {
                string path = System.IO.Path.Combine(folder.FullName, root, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        Assert.Ignore($"The capture {name} lies outside the repository and is not here.");
        return "";
    }
}
