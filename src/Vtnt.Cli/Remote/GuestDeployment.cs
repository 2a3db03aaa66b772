using System.Buffers;

namespace Vtnt.Cli;

/// <summary>vtnt-host as a guest of QEMU, in a kernel of the user's.</summary>
/// <param name="emulator">The path of QEMU.</param>
/// <param name="guest">The guest; its initrd and its words are filled in here.</param>
/// <param name="program">The path of vtnt-host.</param>
/// <param name="job">What it measures.</param>
internal sealed class GuestDeployment(string emulator, GuestCommand guest, string program, HostJob job) : IDeployment
{
    /// <summary>What ends a word of a kernel's command line, or changes how it is read.</summary>
    private static readonly SearchValues<char> Unfit = SearchValues.Create(" \t\n\"'\\");

    private readonly WorkFolder _folder = new();

    public string Name => "qemu";

    /// <summary>None: kernels do not power off, and one that does loses nothing.</summary>
    public TimeSpan Grace => TimeSpan.Zero;

    public HostCommand Deploy()
    {
        (GuestCommand command, HostJob fitted) = Fit(guest with { Initrd = _folder.Of("initrd.cpio") }, job);
        using (FileStream file = File.Create(command.Initrd))
        {
            WriteInitrd(file, File.ReadAllBytes(program), fitted.Targets);
        }

        return new(emulator, command.Arguments);
    }

    public void Stop(HostProcess process) => process.Kill();

    public string? TearDown() => _folder.Delete();

    /// <summary>The job on a kernel's command line; destinations that are too many for it go into the target file.</summary>
    /// <exception cref="UsageException">It does not fit.</exception>
    internal static (GuestCommand Command, HostJob Job) Fit(GuestCommand guest, HostJob job)
    {
        if (job.Words.FirstOrDefault(word => word.Length == 0 || word.AsSpan().ContainsAny(Unfit)) is { } word)
        {
            throw new UsageException($"a kernel's command line cannot carry the word '{word}': it is empty or has a blank, a quote or a backslash");
        }

        GuestCommand command = guest with { Words = job.Words };
        if (!command.Fits)
        {
            job = job.WithTargetsInFile();
            command = guest with { Words = job.Words };
        }

        return command.Fits ? (command, job) : throw new UsageException(
            $"the options do not fit into a kernel's command line of {GuestCommand.MostBytes} bytes and {GuestCommand.MostWords} words; destinations may stand at the end or in --targets FILE");
    }

    /// <summary>Writes the archive that the kernel unpacks: the program, and its target file if there is one.</summary>
    internal static void WriteInitrd(Stream output, ReadOnlySpan<byte> program, byte[]? targets)
    {
        var archive = new CpioWriter(output);
        if (targets is not null)
        {
            archive.Add(HostJob.TargetFile, isExecutable: false, targets);
        }

        archive.Add("vtnt-host", isExecutable: true, program);
        archive.End();
    }
}
