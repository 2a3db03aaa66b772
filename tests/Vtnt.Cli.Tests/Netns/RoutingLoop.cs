using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// A router behind the <see cref="Neighbour"/>, 198.18.7.2 and 2001:db8:7::2, to which the neighbour sends packets for 203.0.113.0/24 and
/// 2001:db8:9::/64, and which sends them back: the path is 192.0.2.1, 198.18.7.2, 192.0.2.1, and so on (its address on that link
/// for IPv6). Both say so without limit.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class RoutingLoop : IDisposable
{
    private const string Router =
        """
        for each in /proc/sys/net/ipv4/conf/*; do echo 0 > $each/send_redirects; echo 0 > $each/rp_filter; done
        echo 0 > /proc/sys/net/ipv4/icmp_ratelimit
        echo 0 > /proc/sys/net/ipv6/icmp/ratelimit
        echo 1 > /proc/sys/net/ipv4/ip_forward
        echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
        """;

    private readonly Process _router;

    internal RoutingLoop(Neighbour neighbour)
    {
        _router = Process.Start(new ProcessStartInfo("unshare", ["-n", "sleep", "60"]))!;
        string pid = _router.Id.ToString(CultureInfo.InvariantCulture);
        Shell.Run($"until [ \"$(readlink /proc/{pid}/ns/net)\" != \"$(readlink /proc/self/ns/net)\" ]; do :; done");
        neighbour.Run(
            $"""
            ip link add vc type veth peer name vd netns {pid}
            ip addr add 198.18.7.1/24 dev vc
            ip addr add 2001:db8:7::1/64 dev vc nodad
            ip link set vc up
            {Router}
            ip route add 203.0.113.0/24 via 198.18.7.2
            ip -6 route add 2001:db8:9::/64 via 2001:db8:7::2
            """);
        Shell.Run(
            $"""
            nsenter -t {pid} -n sh -e <<'SCRIPT'
            ip link set lo up
            ip addr add 198.18.7.2/24 dev vd
            ip addr add 2001:db8:7::2/64 dev vd nodad
            ip link set vd up
            {Router}
            ip route add default via 198.18.7.1
            ip -6 route add default via 2001:db8:7::1
            until ip link show vd | grep -q LOWER_UP; do :; done
            SCRIPT
            """);
    }

    public void Dispose()
    {
        _router.Kill();
        _router.WaitForExit();
        _router.Dispose();
    }
}
