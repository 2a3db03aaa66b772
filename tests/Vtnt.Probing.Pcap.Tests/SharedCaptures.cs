namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Captures of other projects, which are not part of the repository but lie beside it where it was built.</summary>
internal static class SharedCaptures
{
    /// <summary>A file there; the test is ignored when there is none.</summary>
    internal static string Path(string name)
    {
        for (DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Ignore($"The capture {name} lies outside the repository and is not here.");
        return "";
    }
}
