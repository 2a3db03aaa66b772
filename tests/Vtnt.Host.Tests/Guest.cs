using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Vtnt.Cli;
using Vtnt.Probing;

namespace Vtnt.Host.Tests;

/// <summary>A guest in QEMU whose network card is a connection to this process: no bridge, no router in between.</summary>
[SupportedOSPlatform("linux")]
internal static class Guest
{
    private const string KernelVariable = "VTNT_UNIKRAFT_KERNEL", Emulator = "/usr/bin/" + GuestCommand.Emulator, EndMark = "@vtnt end ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The kernel that the environment names; without one, or without QEMU, the test is skipped.</summary>
    internal static string RequireKernel()
    {
        string kernel = Environment.GetEnvironmentVariable(KernelVariable) ?? "";
        if (kernel.Length == 0)
        {
            Assert.Ignore($"{KernelVariable} names no Unikraft kernel: none is shipped, so no guest can be booted.");
        }

        if (!File.Exists(Emulator))
        {
            Assert.Ignore($"Booting {kernel} needs {Emulator} (the package qemu-system-x86).");
        }

        return kernel;
    }

    /// <summary>Boots a guest and gives back its console, up to the host's last line. Call it inside the lab.</summary>
    internal static string Run(string kernel, string initrd, HostAddress address, string[] words)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using Process emulator = Start(kernel, initrd, address, ((IPEndPoint)listener.LocalEndpoint).Port, words);
        using var patience = new CancellationTokenSource(Patience);
        using CancellationTokenRegistration stop = patience.Token.Register(() => emulator.Kill());
        try
        {
            Task<TcpClient> connected = listener.AcceptTcpClientAsync();
            Task.WaitAny(connected, emulator.WaitForExitAsync());
            Assert.That(connected.IsCompletedSuccessfully, "QEMU ended before it had a network card; its own words stand above.");
            using TcpClient card = connected.GetAwaiter().GetResult();
            using var link = new GuestLink(card.GetStream());
            Task forwarding = Task.Run(link.CarryFromGuest), delivering = Task.Run(link.CarryToGuest);
            string console = ReadToMark(emulator.StandardOutput);
            link.Stop();
            delivering.Wait();
            emulator.Kill();
            forwarding.Wait();
            return console;
        }
        finally
        {
            emulator.Kill();
            emulator.WaitForExit();
        }
    }

    private static Process Start(string kernel, string initrd, HostAddress address, int port, string[] words)
    {
        var guest = new GuestCommand
        {
            Kernel = kernel,
            Initrd = initrd,
            Network = GuestCommand.Connection(port),
            Address = $"{address}/24:{GuestLink.GatewayOf(address)}",
            Words = words,
        };
        return Process.Start(new ProcessStartInfo(Emulator, guest.Arguments) { RedirectStandardOutput = true })!;
    }

    // What the kernel prints after the mark, and whether it powers off, is its own affair.
    private static string ReadToMark(StreamReader console)
    {
        var text = new StringBuilder();
        while (console.ReadLine() is { } line)
        {
            text.Append(line).Append('\n');
            if (line.StartsWith(EndMark, StringComparison.Ordinal))
            {
                break;
            }
        }

        return text.ToString();
    }
}
