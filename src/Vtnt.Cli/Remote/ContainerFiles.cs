namespace Vtnt.Cli;

/// <summary>What a container sees.</summary>
internal static class ContainerFiles
{
    /// <summary>Puts the image's files and the job's targets into a folder.</summary>
    internal static void Unpack(OciImage image, HostJob job, string folder)
    {
        image.Unpack(folder);
        if (job.Targets is { } targets)
        {
            string path = Path.Combine(folder, HostJob.TargetFile);
            File.WriteAllBytes(path, targets);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }
        }
    }
}
