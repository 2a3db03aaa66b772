using System.Globalization;
using System.Text;
using CsCheck;

namespace Vtnt.Lab.Tests;

/// <summary>Networks made by chance of everything that the format has: whatever they are, packets end and answers are valid.</summary>
public sealed class AnyNetworkTests
{
    private static readonly string[] RouterOptions =
    [
        "cisco", "juniper", "nokia", "ttl 30/60/200", "silent", "answers echo", "quotes 548", "icmp-loss 30%", "rate-limit 3", "rfc4884 off", "balances flows", "balances packets",
        "balances destinations", "forwards-expired", "ttl-propagate off", "rfc4950 off", "quoted-ttl lse", "icmp-tunnelling off", "egress-expiry forwarded", "egress-expiry labelled",
    ];

    private static readonly string[] LinkOptions = ["loss 10%", "duplication 50%", "jitter 3ms", "weight 3", "weight 1/40", "mtu 1280", "delay 20ms"];

    private static readonly string[] DomainOptions =
    [
        "ldp all", "ldp loopbacks", "pop uhp", "pop explicit-null", "pop php", "ttl-propagate off", "egress-expiry forwarded", "inner-label 77", "inner-label explicit-null",
        "segment-routing on", "labels 500-999", "icmp-tunnelling off",
    ];

    [Test]
    public void Packets_end_and_answers_are_valid() => Gen.Int[0, 1000].Array[80].Sample(
        choices =>
        {
            Network network = Network.Parse(TextOf(choices));
            var transport = new SimulatedTransport(network, (ulong)choices[0]);
            var batch = new PacketBatch(512, 1 << 20);
            int arrived = 0;
            for (byte ttl = 1; ttl < 40; ttl += 2)
            {
                Send(transport, network, ttl);
                Timestamp until = transport.Now + TimeSpan.FromSeconds(30);
                while (transport.Receive(batch, until) is int count && count > 0)
                {
                    arrived += count;
                    for (int i = 0; i < batch.Count; i++)
                    {
                        Assert.That(IsValid(network, batch.Packet(i)), Is.True);
                    }
                }
            }

            return arrived < 100_000;
        },
        iter: 100);

    private static bool IsValid(Network network, ReadOnlySpan<byte> packet) =>
        (Ipv4View.TryParse(packet, out Ipv4View ipv4) && ipv4.HasValidChecksum && ipv4.Destination == network.Source)
        || (Ipv6View.TryParse(packet, out Ipv6View ipv6) && ipv6.Destination == network.SourceIPv6);

    private static void Send(SimulatedTransport transport, Network network, byte ttl)
    {
        PathView view = new(transport);
        foreach (HostAddress destination in network.Destinations)
        {
            foreach (ProbeKind kind in new[] { ProbeKind.IcmpEcho, ProbeKind.Udp, ProbeKind.TcpSyn })
            {
                view.Send(new Probe
                {
                    Kind = kind,
                    Source = transport.SourceFor(destination)!.Value,
                    Destination = destination,
                    ProbeTtl = ttl,
                    Size = (ushort)(ttl % 4 == 1 ? 1400 : 80),
                    SourcePort = 33000,
                    DestinationPort = (ushort)(33434 + ttl),
                });
            }
        }
    }

    /// <summary>A ring of eight routers with two chords, the vantage point and a target at it; numbers choose the rest.</summary>
    private static string TextOf(int[] choices)
    {
        int next = 0;
        int Choose(int count) => choices[next++ % choices.Length] % count;
        string Option(string[] options) => Choose(3) == 0 ? "" : options[Choose(options.Length)];
        StringBuilder text = new("host v\nhost t owns 198.19.0.0/16 owns 2001:db8:19::/48\nvantage v\ndestination t\ndestination 198.19.0.5\ndestination 2001:db8:19::5\ndestination 198.18.100.7\n");
        for (int i = 0; i < 8; i++)
        {
            string rewrite = Choose(6) == 0 ? $"rewrites-ttl {1 + Choose(255)} r{(i + 1) % 8}" : "";
            string invents = i == 4 ? "invents 198.18.100.0/24" : "";
            text.Append(CultureInfo.InvariantCulture, $"router r{i} loopback 198.18.255.{i} {Option(RouterOptions)} {Option(RouterOptions)} {rewrite} {invents}\n");
        }

        (string First, string Second)[] links =
        [
            ("v", "r0"), ("r0", "r1"), ("r1", "r2"), ("r2", "r3"), ("r3", "r4"), ("r4", "r5"), ("r5", "r6"), ("r6", "r7"), ("r7", "r0"), ("r1", "r5"), ("r2", "r6"), ("r4", "t"),
        ];
        for (int i = 0; i < links.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"link {links[i].First} {links[i].Second} 198.18.0.{2 * i} 198.18.0.{(2 * i) + 1} 2001:db8::{2 * i:x} 2001:db8::{(2 * i) + 1:x} {Option(LinkOptions)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"domain d members r1 r2 r3 r5 r6 r7 {Option(DomainOptions)} {Option(DomainOptions)} {Option(DomainOptions)}\n");
        text.Append(CultureInfo.InvariantCulture, $"domain e members r3 r4 {Option(DomainOptions)}\n");
        text.Append(Choose(2) == 0 ? "exit d t r7\n" : "").Append(Choose(2) == 0 ? "change 40s r2 r3 down\nchange 90s r1 r5 weight 1\n" : "");
        return text.ToString();
    }
}
