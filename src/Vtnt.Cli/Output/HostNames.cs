using System.Net;
using System.Net.Sockets;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Names of addresses for people: of a simulated network's routers, or by reverse look-up.</summary>
internal sealed class HostNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<HostAddress, Task<string?>> _lookups = [];
    private readonly Network? _network;

    private HostNames(Network? network, bool areLookedUp, bool areShown) => (_network, AreLookedUp, AreShown) = (network, areLookedUp, areShown);

    /// <summary>True when names come from the network's name service, which takes time.</summary>
    internal bool AreLookedUp { get; private set; }

    /// <summary>True when people shall see names; they may be wanted for the result alone.</summary>
    internal bool AreShown { get; }

    internal static HostNames For(bool isNumeric, Network? network, ResultFormat format, bool areKept = false)
    {
        bool areShown = !isNumeric && format == ResultFormat.Text;
        return areShown || areKept
            ? new(network, areLookedUp: network is null, areShown)
            : new(network: null, areLookedUp: false, areShown);
    }

    /// <summary>Looks up what is not known yet, all at once and not for long. When nobody answers in that time, that was the last try.</summary>
    internal void Prepare(IEnumerable<HostAddress> addresses, CancellationToken ct)
    {
        if (!AreLookedUp)
        {
            return;
        }

        List<Task<string?>> started = [];
        foreach (HostAddress address in addresses)
        {
            if (!_lookups.ContainsKey(address) && !address.IsNone)
            {
                started.Add(_lookups[address] = LookUp(address));
            }
        }

        try
        {
            AreLookedUp = Task.WaitAll([.. started], (int)Patience.TotalMilliseconds, ct) || started.Exists(lookup => lookup.IsCompletedSuccessfully);
        }
        catch (OperationCanceledException)
        {
            AreLookedUp = false;
        }
    }

    /// <summary>The name of an address, null when there is none or it is not known yet.</summary>
    internal string? NameOf(HostAddress address) => _network is not null ? _network.NameOf(address)
        : _lookups.TryGetValue(address, out Task<string?>? lookup) && lookup.IsCompletedSuccessfully ? lookup.Result
        : null;

    private static async Task<string?> LookUp(HostAddress address)
    {
        try
        {
            string name = (await Dns.GetHostEntryAsync(address.ToIPAddress()).ConfigureAwait(false)).HostName;
            return HostAddress.TryParse(name, out _) ? null : name;
        }
        catch (SocketException)
        {
            // Most routers have no name; that is no failure.
            return null;
        }
    }
}
