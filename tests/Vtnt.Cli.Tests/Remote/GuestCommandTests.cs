using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Cli.Tests;

/// <summary>The command line of QEMU, and how a job gets onto the kernel's.</summary>
[SupportedOSPlatform("linux")]
public sealed class GuestCommandTests
{
    private static readonly GuestCommand Guest = new()
    {
        Kernel = "/k", Initrd = "/i", Network = GuestCommand.Tap("tap0"), Address = "172.30.0.2/24:172.30.0.1", Words = ["trace", "192.0.2.1"],
    };

    [Test]
    public void The_command_line_is_the_one_that_is_known_to_boot() => Assert.That(
        string.Join('|', Guest.Arguments),
        Is.EqualTo("-nodefaults|-display|none|-serial|stdio|-no-reboot|-device|isa-debug-exit|-cpu|max|-m|32|-kernel|/k|-initrd|/i|"
            + "-netdev|tap,id=n0,ifname=tap0,script=no,downscript=no|-device|virtio-net-pci,netdev=n0|"
            + "-append|elfloader netdev.ip=172.30.0.2/24:172.30.0.1 vfs.fstab=[ \"initrd0:/:extract::ramfs=1:\" ] -- /vtnt-host trace 192.0.2.1"));

    [Test]
    public void The_script_of_the_image_starts_the_same()
    {
        string folder = Directory.CreateTempSubdirectory("vtnt-qemu-").FullName, emulator = Path.Combine(folder, GuestCommand.Emulator);
        File.WriteAllText(emulator, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        File.SetUnixFileMode(emulator, (UnixFileMode)0b111_101_101);
        string script = Path.Combine(Repository.Root, "build", "image", "qemu.sh");
        var start = new ProcessStartInfo("sh", [script, "/k", "tap0", "172.30.0.2/24:172.30.0.1", "trace", "192.0.2.1"]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        using Process process = Process.Start(start)!;
        string[] printed = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Directory.Delete(folder, recursive: true);

        GuestCommand command = Guest with { Initrd = Path.Combine(Repository.Root, "build/image/rootfs.cpio"), IsAccelerated = printed.Contains("-enable-kvm") };
        Assert.That(printed, Is.EqualTo(command.Arguments));
    }

    [Test]
    public void With_kvm_the_processor_is_that_of_the_machine()
    {
        string line = string.Join(' ', (Guest with { IsAccelerated = true, Memory = 16 }).Arguments);
        Assert.That(line, Does.Contain(" -enable-kvm -cpu host -m 16 ").And.Not.Contain("-cpu max"));
    }

    [Test]
    public void Without_an_address_the_kernel_is_told_none() =>
        Assert.That((Guest with { Address = null }).KernelLine, Is.EqualTo("elfloader vfs.fstab=[ \"initrd0:/:extract::ramfs=1:\" ] -- /vtnt-host trace 192.0.2.1"));

    [Test]
    public void A_job_that_fits_stays_on_the_command_line()
    {
        (GuestCommand command, HostJob job) = GuestDeployment.Fit(Guest, new(["tnt", "192.0.2.1", "192.0.2.2"], null));
        Assert.That(command.Words, Is.EqualTo(new[] { "tnt", "192.0.2.1", "192.0.2.2" }));
        Assert.That(job.Targets, Is.Null);
    }

    [Test]
    public void Destinations_that_are_too_many_go_into_the_target_file([Values(60, 2000)] int destinations)
    {
        string[] addresses = [.. Enumerable.Range(0, destinations).Select(i => $"198.18.{i / 256}.{i % 256}")];
        (GuestCommand command, HostJob job) = GuestDeployment.Fit(Guest, new(["trace", "-q", "2", .. addresses], null));
        Assert.That(command.Words, Is.EqualTo(new[] { "trace", "-q", "2", "--targets", "/targets" }));
        Assert.That(Encoding.ASCII.GetString(job.Targets!), Is.EqualTo(string.Concat(addresses.Select(address => address + "\n"))));
    }

    [Test]
    public void The_word_behind_an_option_stays_with_it()
    {
        string[] addresses = [.. Enumerable.Repeat("198.18.0.1", 60)];
        (GuestCommand command, HostJob job) = GuestDeployment.Fit(Guest, new(["trace", "--source", "192.0.2.9", .. addresses], null));
        Assert.That(command.Words, Is.EqualTo(new[] { "trace", "--source", "192.0.2.9", "--targets", "/targets" }));
        Assert.That(Encoding.ASCII.GetString(job.Targets!).Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(addresses));
    }

    [Test]
    public void They_join_those_of_a_target_file()
    {
        string[] addresses = [.. Enumerable.Repeat("198.18.0.1", 60)];
        (GuestCommand command, HostJob job) = GuestDeployment.Fit(Guest, new(["trace", "--targets", "/targets", "-q", "1", .. addresses], "198.18.9.9"u8.ToArray()));
        Assert.That(command.Words, Is.EqualTo(new[] { "trace", "--targets", "/targets", "-q", "1" }));
        Assert.That(Encoding.ASCII.GetString(job.Targets!), Is.EqualTo("198.18.9.9\n" + string.Concat(addresses.Select(address => address + "\n"))));
    }

    [Test]
    public void Options_that_are_too_many_are_refused() => Assert.That(
        () => GuestDeployment.Fit(Guest, new(["trace", .. Enumerable.Repeat("-q", 60), "192.0.2.1"], null)),
        Throws.TypeOf<UsageException>().With.Message.EqualTo(
            "the options do not fit into a kernel's command line of 4095 bytes and 60 words; destinations may stand at the end or in --targets FILE"));

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("a\"quote")]
    [TestCase("back\\slash")]
    public void A_word_that_a_kernel_would_read_otherwise_is_refused(string word) => Assert.That(
        () => GuestDeployment.Fit(Guest, new(["trace", "--vantage", word, "192.0.2.1"], null)),
        Throws.TypeOf<UsageException>().With.Message.EqualTo($"a kernel's command line cannot carry the word '{word}': it is empty or has a blank, a quote or a backslash"));

    [Test]
    public void Kvm_is_used_where_it_is_unless_told()
    {
        Assert.That(RunOptions.Read(["--as", "qemu", "trace", "192.0.2.9"]).MayUseKvm, Is.True);
        Assert.That(RunOptions.Read(["--as", "qemu", "--kvm", "on", "trace", "192.0.2.9"]).MayUseKvm, Is.True);
        Assert.That(RunOptions.Read(["--as", "qemu", "--kvm", "off", "trace", "192.0.2.9"]).MayUseKvm, Is.False);
        Assert.That(
            () => RunOptions.Read(["--as", "qemu", "--kvm", "no", "trace", "192.0.2.9"]).MayUseKvm,
            Throws.TypeOf<UsageException>().With.Message.EqualTo("--kvm must be on or off, not 'no'"));
    }

    [TestCase("192.0.2.2/24", "192.0.2.2")]
    [TestCase("192.0.2.2/24:192.0.2.1", "192.0.2.2")]
    public void An_address_is_a_prefix_and_perhaps_a_gateway(string text, string address)
    {
        var options = RunOptions.Read(["--as", "qemu", "--address", text, "trace", "192.0.2.9"]);
        Assert.That((options.Address, options.AddressWithoutLength), Is.EqualTo((text, address)));
    }

    [TestCase("192.0.2.2")]
    [TestCase("192.0.2.2/33")]
    [TestCase("192.0.2.2/0")]
    [TestCase("192.0.2.2/24:")]
    [TestCase("192.0.2.2/24:192.0.2.1:eth0")]
    [TestCase("2001:db8::1/64")]
    [TestCase("192.0.2.2/24 x=y")]
    public void Anything_else_is_refused(string text)
    {
        var options = RunOptions.Read(["--as", "qemu", "--address", text, "trace", "192.0.2.9"]);
        Assert.That(
            () => options.Address,
            Throws.TypeOf<UsageException>().With.Message.EqualTo($"--address must be like 192.0.2.2/24 or 192.0.2.2/24:192.0.2.1, not '{text}'"));
    }
}
