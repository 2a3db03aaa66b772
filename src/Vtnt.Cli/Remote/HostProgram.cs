namespace Vtnt.Cli;

/// <summary>Where the program vtnt-host is, and its image.</summary>
internal static class HostProgram
{
    private const string Name = "vtnt-host", ImageName = "oci";

    /// <summary>The one that the user names, or the one beside this program, or the one that ./vtnt-image made.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static string Find(string? named) => named is not null
        ? File.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"there is no file '{named}'")
        : Candidates(Name).FirstOrDefault(File.Exists)
            ?? throw new UsageException($"{Name} is not here; make it by ./vtnt-image, or name it with --host FILE");

    /// <summary>The folder of the OCI image: the one that the user names, or the one beside this program, or the one that ./vtnt-image made.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static string FindImage(string? named) => named is not null
        ? Directory.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"there is no folder '{named}'")
        : Candidates(ImageName).FirstOrDefault(Directory.Exists)
            ?? throw new UsageException($"the image of {Name} is not here; make it by ./vtnt-image, or name its folder oci/ with --image FOLDER");

    private static IEnumerable<string> Candidates(string name)
    {
        yield return Path.Combine(AppContext.BaseDirectory, name);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "artifacts", "image", name);
        }
    }
}
