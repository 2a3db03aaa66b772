using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Probing;

namespace Vtnt.Host.Tests;

/// <summary>A lab network behind a TUN interface, in which the jailed host and the command-line program measure.</summary>
[SupportedOSPlatform("linux")]
internal sealed class HostLab : IDisposable
{
    private readonly LabNamespace _lab;

    private HostLab(LabNamespace lab) => _lab = lab;

    internal string[] Destinations => [.. _lab.Network.Destinations.Where(destination => destination.IsIPv4).Select(destination => destination.ToString())];

    internal HostAddress Source => _lab.Source;

    /// <summary>Puts a network that comes with vtnt into operation; the test is skipped where that cannot be done.</summary>
    internal static HostLab Open(string network) => Open(ShippedNetworks.Load(network));

    /// <summary>Puts a network into operation; the test is skipped where that cannot be done.</summary>
    internal static HostLab Open(Network network)
    {
        Jailed.RequireJail();
        try
        {
            return new(LabNamespace.Open(network));
        }
        catch (ProbingException exception)
        {
            Assert.Ignore($"No lab can be put behind a TUN interface here: {exception.Message}");
            throw;
        }
    }

    /// <summary>What the published host printed: under the jail, by raw sockets, to all of the network's destinations.</summary>
    internal (int Exit, string Output) RunHost(string form, params string[] words)
    {
        string program = PublishedHost.Program(form);
        return _lab.Execute(() => Jailed.RunHere(program, [.. words, "--allow-reserved", "--pps", "1000", .. Destinations]));
    }

    /// <summary>The results of the command-line program, which also measures by raw sockets here.</summary>
    internal List<JsonElement> RunVtnt(params string[] words)
    {
        string program = Path.Combine(Jailed.Root, "artifacts/bin/Vtnt.Cli/release/vtnt");
        (int exit, string output) = _lab.Execute(() => Jailed.Start(program, [.. words, "--allow-reserved", "--pps", "1000", "--json", .. Destinations]));
        Assert.That(exit, Is.Zero, output);
        return [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(Frames.Parse)];
    }

    /// <summary>Runs a function on a thread inside.</summary>
    internal T Execute<T>(Func<T> function) => _lab.Execute(function);

    public void Dispose() => _lab.Dispose();
}
