using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Vtnt.Tests.Shared;

/// <summary>
/// A second host, in a namespace of its own, at the other end of an Ethernet cable from the present thread's namespace:
/// here 192.0.2.9 and 2001:db8:1::9 on <c>va</c>, there 192.0.2.1 and 2001:db8:1::1, and behind it 198.51.100.1 and
/// 2001:db8:2::1, towards which there is no route here. It forwards IPv6 to 2001:db8:3::/64, where nobody is.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Neighbour : IDisposable
{
    internal const string Interface = "va";

    private readonly Process _host;

    internal Neighbour()
    {
        _host = Process.Start(new ProcessStartInfo("unshare", ["-n", "sleep", "60"]))!;
        string pid = _host.Id.ToString(CultureInfo.InvariantCulture);
        Shell.Run(
            $"""
            set -e
            until [ "$(readlink /proc/{pid}/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
            ip link add va type veth peer name vb netns {pid}
            ip addr add 192.0.2.9/24 dev va
            ip addr add 2001:db8:1::9/64 dev va nodad
            ip link set va up
            nsenter -t {pid} -n sh -e -c '
                ip link set lo up
                ip addr add 192.0.2.1/24 dev vb
                ip addr add 198.51.100.1/32 dev lo
                ip addr add 2001:db8:1::1/64 dev vb nodad
                ip addr add 2001:db8:2::1/128 dev lo nodad
                ip link set vb up
                echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
                ip -6 route add 2001:db8:3::/64 dev vb
                until ip link show vb | grep -q LOWER_UP; do :; done'
            """);
    }

    /// <summary>Runs a script on the second host; the test is skipped when it fails.</summary>
    internal void Run(string script) => Shell.Run(
        $"""
        nsenter -t {_host.Id.ToString(CultureInfo.InvariantCulture)} -n sh -e <<'SCRIPT'
        {script}
        SCRIPT
        """);

    public void Dispose()
    {
        _host.Kill();
        _host.WaitForExit();
        _host.Dispose();
    }
}
