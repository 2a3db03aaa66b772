namespace Vtnt.Cli.Tests;

/// <summary>Warts files of the repository, and folders for what tests write.</summary>
internal static class SampleFiles
{
    private static readonly string Folder = Path.Combine(FindRoot(), "tests", "captures", "warts");

    /// <summary>The samples that have expected texts.</summary>
    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.warts").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    internal static string PathOf(string name) => Path.Combine(Folder, name);

    internal static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>A fresh path in the folder of the test run.</summary>
    internal static string Fresh(string extension) => Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}{extension}");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Vtnt.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
