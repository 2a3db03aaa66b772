namespace Vtnt.Cli;

/// <summary>Where the program vtnt-host is.</summary>
internal static class HostProgram
{
    private const string Name = "vtnt-host";

    /// <summary>The one that the user names, or the one beside this program, or the one that ./vtnt-image made.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static string Find(string? named)
    {
        if (named is not null)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"there is no file '{named}'");
        }

        string beside = Path.Combine(AppContext.BaseDirectory, Name);
        if (File.Exists(beside))
        {
            return beside;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string made = Path.Combine(folder.FullName, "artifacts", "image", Name);
            if (File.Exists(made))
            {
                return made;
            }
        }

        throw new UsageException($"{Name} is not here; make it by ./vtnt-image, or name it with --host FILE");
    }
}
