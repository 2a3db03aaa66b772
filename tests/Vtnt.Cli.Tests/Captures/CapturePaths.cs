namespace Vtnt.Cli.Tests;

/// <summary>Files of tests/captures.</summary>
internal static class CapturePaths
{
    /// <summary>A file, by its path in that folder.</summary>
    internal static string Of(string name)
    {
        for (DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "captures", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"The capture {name} is missing from the repository.");
    }

    /// <summary>A path for a file of this test; there is none yet.</summary>
    internal static string Temporary(string name)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}-{name}");
        File.Delete(path);
        return path;
    }
}
