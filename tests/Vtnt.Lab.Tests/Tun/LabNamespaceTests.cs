using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Vtnt.Lab.Tun;

namespace Vtnt.Lab.Tests;

/// <summary>A lab behind a TUN interface as programs of Debian and the kernel itself see it; needs root.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class LabNamespaceTests
{
    [Test]
    public void Traceroute_sees_every_router_of_an_ordinary_path()
    {
        using LabNamespace lab = Open("plain");
        Assert.That(Traceroute(lab, "-I"), Is.EqualTo("1 198.18.0.2\n2 198.18.1.1\n3 198.18.1.3\n4 198.18.1.5\n5 198.18.2.1\n6 198.18.2.3\n7 198.18.3.2\n"));
        Assert.That(lab.RefusedPackets, Is.Zero);
    }

    [Test]
    public void Traceroute_sees_the_labels_of_an_explicit_tunnel()
    {
        using LabNamespace lab = Open("explicit");
        Assert.That(Traceroute(lab, "-e -I"), Is.EqualTo("""
            1 198.18.0.2
            2 198.18.1.1
            3 198.18.2.1 <MPLS:L=24075,E=0,S=1,T=1>
            4 198.18.2.3 <MPLS:L=24092,E=0,S=1,T=1>
            5 198.18.2.5 <MPLS:L=24109,E=0,S=1,T=1>
            6 198.18.2.7
            7 198.18.3.1
            8 198.18.4.2

            """));
    }

    [Test]
    public void Shipped_networks_answer_with_IPv6_too()
    {
        using LabNamespace lab = Open("explicit");
        if (lab.SourceIPv6.IsNone)
        {
            Assert.Ignore("This system has no IPv6.");
        }

        Assert.That(Output(lab, "traceroute -6 -I -n -q 1 2001:db8:4::2 | awk 'NR > 1 { print $2 }' | xargs"), Is.EqualTo(
            "2001:db8::2 2001:db8:1::1 2001:db8:2::1 2001:db8:2::3 2001:db8:2::5 2001:db8:2::7 2001:db8:3::1 2001:db8:4::2"));
    }

    [TestCase("-U -p 33435")]
    [TestCase("-T -p 80")]
    public void Udp_and_tcp_traceroutes_arrive_too(string method)
    {
        using LabNamespace lab = Open("invisible-php");
        Assert.That(Traceroute(lab, method), Does.EndWith(" 198.18.4.2\n"));
    }

    [Test]
    public void Answers_take_the_time_that_the_network_says()
    {
        using LabNamespace lab = Open("plain");
        string times = Output(lab, "traceroute -n -q 1 -N 1 -I -f 7 198.18.3.2 | awk 'NR == 2 { print $3 }'");
        double milliseconds = double.Parse(times, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(milliseconds, Is.GreaterThanOrEqualTo(30.0), "twice 0.5 + 1 + 2 + 8 + 2 + 1 + 0.5 ms");
    }

    [TestCase("exit 0", 0)]
    [TestCase("exit 7", 7)]
    [TestCase("kill -TERM $$", 143)]
    public void Hands_on_how_a_program_ended(string script, int expected)
    {
        using LabNamespace lab = Open("plain");
        Assert.That(lab.Run(["sh", "-c", script]), Is.EqualTo(expected));
    }

    // SIGINT and SIGQUIT are left to the program; sent to this process they would end the test run.
    [TestCase("TERM", 143)]
    [TestCase("HUP", 129)]
    public void A_request_to_end_is_passed_on_to_the_program(string signal, int expected)
    {
        using LabNamespace lab = Open("plain");
        Assert.That(lab.Run(["sh", "-c", $"kill -{signal} $PPID; exec sleep 60"]), Is.EqualTo(expected));
    }

    [Test]
    public void A_program_gets_its_arguments_as_they_are()
    {
        using LabNamespace lab = Open("plain");
        Assert.That(lab.Run(["sh", "-c", "test \"$1\" = 'a  b' -a \"$2\" = '' -a \"$3\" = '*\"'", "sh", "a  b", "", "*\""]), Is.Zero);
    }

    [TestCase("no-such-program")]
    [TestCase("/no/such/program")]
    [TestCase("/etc/passwd")]
    public void A_program_that_does_not_exist_is_refused_in_one_sentence(string name)
    {
        using LabNamespace lab = Open("plain");
        Assert.That(() => lab.Run([name]), Throws.TypeOf<ProbingException>().With.Message.StartsWith($"There is no program '{name}'"));
        Assert.That(() => lab.Run([]), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void The_namespace_has_the_vantage_points_address_and_no_default_route()
    {
        using LabNamespace lab = Open("plain");
        Assert.That(Output(lab, "tail -n +2 /proc/thread-self/net/route | cut -f 1,2,8"), Is.EqualTo("lab0\t000012C6\t0000FEFF"));
        Assert.That(Output(lab, "awk '$1 == \"00000000000000000000000000000000\" && $2 == \"00\" && $10 != \"lo\"' /proc/thread-self/net/ipv6_route"), Is.Empty);
        (string source, string interfaces) = lab.Execute(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(new IPAddress([198, 19, 7, 7]), 33435);
            string[] lines = File.ReadAllLines("/proc/thread-self/net/dev");
            return (((IPEndPoint)socket.LocalEndPoint!).Address.ToString(), string.Join(' ', lines.Skip(2).Select(static line => line.Split(':')[0].Trim()).Where(static name => name is "lo" or "lab0")));
        });
        Assert.That(source, Is.EqualTo(lab.Source.ToString()));
        Assert.That(interfaces, Is.EqualTo("lo lab0"));
    }

    [Test]
    public void Networks_with_IPv6_work_in_both_families_at_once()
    {
        using LabNamespace lab = Open(Network.Parse("""
            host v
            host t
            vantage v
            destination t
            destination 2001:db8::5
            router r1
            router r2
            link v  r1 198.18.0.0 198.18.0.1 2001:db8::0 2001:db8::1
            link r1 r2 198.18.0.2 198.18.0.3 2001:db8::2 2001:db8::3
            link r2 t  198.18.0.4 198.18.0.5 2001:db8::4 2001:db8::5
            """));
        if (lab.SourceIPv6.IsNone)
        {
            Assert.Ignore("This system has no IPv6.");
        }

        Assert.That(Traceroute(lab, "-6 -I"), Is.EqualTo("1 2001:db8::1\n2 2001:db8::3\n3 2001:db8::5\n"));
        Assert.That(Traceroute(lab, "-4 -I"), Is.EqualTo("1 198.18.0.1\n2 198.18.0.3\n3 198.18.0.5\n"));
    }

    [Test]
    public void The_IPv6_address_may_be_used_at_once()
    {
        using LabNamespace lab = Open(Network.Parse("""
            host v
            host t
            vantage v
            destination 2001:db8::1
            link v t 2001:db8::0 2001:db8::1
            """));
        if (lab.SourceIPv6.IsNone)
        {
            Assert.Ignore("This system has no IPv6.");
        }

        uint flags = lab.Execute(() => File.ReadLines("/proc/thread-self/net/if_inet6")
            .Where(static line => line.StartsWith("20010db8", StringComparison.Ordinal))
            .Select(static line => Convert.ToUInt32(line.Split(' ')[4], 16))
            .Single());
        Assert.That(flags & 0x40, Is.Zero, "tentative");
    }

    [Test]
    public void What_an_action_throws_comes_out()
    {
        using LabNamespace lab = Open("plain");
        Assert.That(() => lab.Execute(() => throw new InvalidOperationException("from inside")), Throws.InvalidOperationException.With.Message.EqualTo("from inside"));
    }

    [Test]
    public void Nothing_is_left_afterwards()
    {
        string names = Here("ip netns list 2>/dev/null; ls /run/netns 2>/dev/null");
        LabNamespace lab = Open("plain");
        Assert.That(Interfaces(), Does.Not.Contain(LabNamespace.InterfaceName), "while it is open");
        lab.Run(["true"]);
        lab.Dispose();
        lab.Dispose();
        Assert.That(Interfaces(), Does.Not.Contain(LabNamespace.InterfaceName));
        Assert.That(Here("ip netns list 2>/dev/null; ls /run/netns 2>/dev/null"), Is.EqualTo(names));
        Assert.That(() => lab.Run(["true"]), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_removed_interface_ends_the_lab_with_a_sentence()
    {
        using LabNamespace lab = Open("plain");
        Assert.That(lab.Run(["ip", "link", "delete", LabNamespace.InterfaceName]), Is.Zero);
        Assert.That(() => SpinWait.SpinUntil(() => HasFailed(lab), TimeSpan.FromSeconds(10)), Is.True);
    }

    [Test]
    public void Packets_that_the_kernel_does_not_take_are_counted()
    {
        using LabNamespace lab = Open(Network.Parse("host v\nhost t\nvantage v\ndestination t\nlink v t 198.18.0.0 198.18.0.1 delay 1s"));
        lab.Execute(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo(new byte[8], new IPEndPoint(IPAddress.Parse("198.18.0.1"), 33435));
        });
        Assert.That(lab.Run(["ip", "link", "set", LabNamespace.InterfaceName, "down"]), Is.Zero, "before the answer arrives, two seconds later");
        Assert.That(() => SpinWait.SpinUntil(() => lab.RefusedPackets == 1, TimeSpan.FromSeconds(30)), Is.True);
    }

    [Test]
    public void The_interface_has_the_mtu_of_the_vantage_points_link_and_the_kernel_learns_those_behind_it()
    {
        using LabNamespace lab = Open(Network.Parse("""
            host v
            host t
            vantage v
            destination t
            router r
            link v r 198.18.0.0 198.18.0.1 mtu 1400
            link r t 198.18.0.2 198.18.0.3 mtu 1000
            """));
        Assert.That(Output(lab, "ip -o link show lab0 | sed -E 's/.* mtu ([0-9]+) .*/\\1/'"), Is.EqualTo("1400"));
        Assert.That(Output(lab, "traceroute --mtu -n -q 1 198.18.0.3 | tail -n +2 | sed -E 's/ +[0-9.]+ ms//; s/^ +//; s/  +/ /g'"), Is.EqualTo("1 198.18.0.1 F=1400\n2 198.18.0.3 F=1000"));
    }

    [Test]
    public void A_burst_of_thousands_of_packets_is_answered_whole()
    {
        const int Count = 10_000;
        using LabNamespace lab = Open("plain");
        int answered = lab.Execute(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp) { ReceiveTimeout = 10_000 };
            socket.SetRawSocketOption(1, 33, BitConverter.GetBytes(64 << 20)); // SO_RCVBUFFORCE
            byte[] request = [8, 0, 0xF7, 0xFF, 0, 0, 0, 0];
            var target = new IPEndPoint(IPAddress.Parse("198.18.3.2"), 0);
            for (int i = 0; i < Count; i++)
            {
                socket.SendTo(request, target);
            }

            byte[] buffer = new byte[2048];
            int received = 0;
            while (received < Count && socket.Receive(buffer) > 0)
            {
                received++;
            }

            return received;
        });
        Assert.That(answered, Is.EqualTo(Count));
        Assert.That(lab.RefusedPackets, Is.Zero);
    }

    [Test]
    public void Many_labs_are_open_at_once()
    {
        using LabNamespace first = Open("plain"), second = Open("explicit");
        Assert.That(Traceroute(second, "-I"), Does.EndWith("8 198.18.4.2\n"));
        Assert.That(Traceroute(first, "-I"), Does.EndWith("7 198.18.3.2\n"));
    }

    private static bool HasFailed(LabNamespace lab)
    {
        try
        {
            lab.Execute(static () => { });
            return false;
        }
        catch (ProbingException exception)
        {
            Assert.That(exception.Message, Is.EqualTo("The lab's interface 'lab0' was removed; start the lab again."));
            return true;
        }
    }

    private static LabNamespace Open(string name) => Open(ShippedNetworks.Load(name));

    private static LabNamespace Open(Network network)
    {
        try
        {
            return LabNamespace.Open(network);
        }
        catch (ProbingException exception) when (exception.Error is ProbingError.Privilege or ProbingError.NotSupported)
        {
            Assert.Ignore(exception.Message);
            throw;
        }
    }

    /// <summary>What Debian's traceroute prints for the first destination, without its first line and the times: one line per hop.</summary>
    private static string Traceroute(LabNamespace lab, string options)
    {
        if (!File.Exists("/usr/sbin/traceroute") && !File.Exists("/usr/bin/traceroute"))
        {
            Assert.Ignore("Debian's traceroute is not installed.");
        }

        HostAddress destination = lab.Network.Destinations[options.Contains("-6", StringComparison.Ordinal) ? 1 : 0];

        return Output(lab, $"traceroute -n -q 1 -w 2 {options} {destination} | tail -n +2 | sed -E 's/ +[0-9.]+ ms//; s/^ +//; s/  +/ /g'") + "\n";
    }

    private static string Output(LabNamespace lab, string script)
    {
        string path = Path.GetTempFileName();
        try
        {
            int code = lab.Run(["sh", "-c", $"( {script} ) > '{path}' 2>&1"]);
            string text = File.ReadAllText(path);
            Assert.That(code, Is.Zero, text);
            return text.TrimEnd('\n');
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Here(string script)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh") { ArgumentList = { "-c", script }, RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    private static IEnumerable<string> Interfaces() => NetworkInterface.GetAllNetworkInterfaces().Select(static one => one.Name);
}
