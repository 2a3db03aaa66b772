namespace Vtnt.Cli;

/// <summary>A folder for what one run needs, deleted after it.</summary>
internal sealed class WorkFolder
{
    /// <summary>Where it is; only this user can enter it.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("vtnt-run-").FullName;

    /// <summary>Its own name, unlike that of any other run.</summary>
    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The path of something in it.</summary>
    internal string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes it.</summary>
    /// <returns>A sentence that says why it is left; null when it is gone.</returns>
    internal string? Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"the folder {Path} is left: {failure.Message}";
        }
    }
}
