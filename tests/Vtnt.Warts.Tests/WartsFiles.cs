namespace Vtnt.Warts.Tests;

/// <summary>The files that tests read: those in the repository, and more beside it where they are.</summary>
internal static class WartsFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>Files of the repository, made for this project.</summary>
    internal static IEnumerable<string> Own => Names(OwnFolder).Where(name => name.EndsWith(".warts", StringComparison.Ordinal));

    /// <summary>Files that only exist beside the repository, on machines that have them; a placeholder where there are none.</summary>
    internal static IEnumerable<string> Foreign
    {
        get
        {
            string[] names = [.. Names(ForeignFolder).Where(name => name.EndsWith(".warts", StringComparison.Ordinal)).Except(Own)];
            return names.Length > 0 ? names : ["(none)"];
        }
    }

    internal static IEnumerable<string> All => Own.Concat(Foreign);

    private static string OwnFolder => Path.Combine(Root, "tests", "captures", "warts");

    private static string? ForeignFolder
    {
        get
        {
            for (DirectoryInfo? folder = new(Root); folder is not null; folder = folder.Parent)
            {
                string candidate = Path.Combine(folder.FullName, "shared", "data", "warts");
                if (Directory.Exists(candidate))
                {
                    return candidate;
                }
            }

            return null;
        }
    }

    /// <summary>Path of a file; a test whose file is not on this machine is reported as skipped.</summary>
    internal static string PathOf(string name)
    {
        string own = Path.Combine(OwnFolder, name);
        if (File.Exists(own))
        {
            return own;
        }

        string? foreign = ForeignFolder is null ? null : Path.Combine(ForeignFolder, name);
        if (foreign is null || !File.Exists(foreign))
        {
            Assert.Ignore($"'{name}' is not part of the repository and not beside it.");
        }

        return foreign!;
    }

    internal static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>The result files of TNT's worked examples.</summary>
    internal static IEnumerable<TestCaseData> TntCorpus() =>
        from line in File.ReadLines(Path.Combine(OwnFolder, "tnt2018-corpus.txt"))
        where !line.StartsWith('#')
        let parts = line.Split(' ')
        select new TestCaseData(Convert.FromBase64String(parts[1])).SetArgDisplayNames(parts[0]);

    private static IEnumerable<string> Names(string? folder) =>
        folder is null ? [] : Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

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
