using System.Diagnostics;
using System.Runtime.Versioning;
using Vtnt.Cli.Tests.Netns;

namespace Vtnt.Cli.Tests;

/// <summary>The initrd, against its format and against cpio.</summary>
[SupportedOSPlatform("linux")]
public sealed class CpioWriterTests
{
    [Test]
    public void A_file_is_a_header_a_name_and_content_each_padded_to_four_bytes()
    {
        using var output = new MemoryStream();
        var archive = new CpioWriter(output);
        archive.Add("ab", isExecutable: true, "hello"u8);
        archive.End();

        string text = System.Text.Encoding.ASCII.GetString(output.ToArray());
        string file = "070701" + "00000000" + "000081ED" + "00000000" + "00000000" + "00000001" + "00000000" + "00000005"
            + "00000000" + "00000000" + "00000000" + "00000000" + "00000003" + "00000000" + "ab\0\0\0\0" + "hello\0\0\0";
        string end = "070701" + "00000000" + "00000000" + "00000000" + "00000000" + "00000001" + "00000000" + "00000000"
            + "00000000" + "00000000" + "00000000" + "00000000" + "0000000B" + "00000000" + "TRAILER!!!\0\0\0\0";
        Assert.That(text.TrimEnd('\0') + "\0\0\0\0", Is.EqualTo(file + end));
        Assert.That(output.Length % 512, Is.Zero);
    }

    [Test]
    [Category("Interop")]
    public void The_archive_is_what_cpio_makes_of_the_same_files([Values] bool hasTargets)
    {
        PairLab.RequireTool("cpio");
        string folder = Directory.CreateTempSubdirectory("vtnt-cpio-").FullName;
        byte[] program = [.. Enumerable.Range(0, 1001).Select(i => (byte)i)], targets = "192.0.2.1\n"u8.ToArray();
        File.WriteAllBytes(Path.Combine(folder, "vtnt-host"), program);
        File.SetUnixFileMode(Path.Combine(folder, "vtnt-host"), (UnixFileMode)0b111_101_101);
        if (hasTargets)
        {
            File.WriteAllBytes(Path.Combine(folder, "targets"), targets);
            File.SetUnixFileMode(Path.Combine(folder, "targets"), (UnixFileMode)0b110_100_100);
        }

        using var output = new MemoryStream();
        GuestDeployment.WriteInitrd(output, program, hasTargets ? targets : null);

        using Process cpio = Process.Start(new ProcessStartInfo(
            "sh", ["-c", "cd \"$1\" && touch -d @0 * && ls | LC_ALL=C sort | cpio --quiet -o -H newc --owner 0:0 --reproducible", "sh", folder]) { RedirectStandardOutput = true })!;
        using var expected = new MemoryStream();
        cpio.StandardOutput.BaseStream.CopyTo(expected);
        cpio.WaitForExit();
        Directory.Delete(folder, recursive: true);
        Assert.That(output.ToArray(), Is.EqualTo(expected.ToArray()));
    }
}
