using System.Globalization;
using System.Text;

namespace Vtnt.Benchmarks;

/// <summary>
/// The text of a random network for the lab: one path from the vantage point to a target, with tunnels and detours on it.
/// The same seed and options give the same text.
/// </summary>
internal sealed class RandomNetwork
{
    private static readonly string[] Vendors = ["cisco", "cisco", "cisco", "cisco", "huawei", "juniper", "juniper", "nokia", "linux", "junose"];
    private static readonly string[] UnusualTtls = ["30", "60", "100", "200", "255/100", "64/255"];

    private readonly Random _random;
    private readonly RandomNetworkOptions _options;
    private readonly StringBuilder _routers = new();
    private readonly StringBuilder _links = new();
    private readonly StringBuilder _ends = new();
    private readonly string _loss;
    private string _last = "vantage";
    private int _nodes;
    private int _addresses;

    private RandomNetwork(int seed, RandomNetworkOptions options)
    {
        _random = new Random(seed);
        _options = options;
        _loss = (_random.NextDouble() * options.MostLoss * 100).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>The text.</summary>
    internal static string Text(int seed, RandomNetworkOptions options) => new RandomNetwork(seed, options).Build();

    private string Build()
    {
        AddPlain(_random.Next(1, 4));
        for (int tunnel = 0; tunnel < _options.Tunnels; tunnel++)
        {
            AddTunnel(tunnel);
            AddPlain(_random.Next(1, 4));
        }

        if (_options.Tunnels == 0)
        {
            AddPlain(_random.Next(2, 10));
        }

        Link(_last, "target", weight: 10);
        return $"host vantage\nhost target\nvantage vantage\ndestination target\n{_routers}{_links}{_ends}";
    }

    private void AddPlain(int count)
    {
        for (int index = 0; index < count; index++)
        {
            string router = Router(isOdd: _random.NextDouble() < _options.Oddities);
            if (_nodes > 1 && _random.NextDouble() < _options.Asymmetry)
            {
                Detour(_last, router, _random.Next(1, 5));
            }
            else
            {
                Link(_last, router, weight: 10);
            }

            _last = router;
        }
    }

    // Two ways of equal cost: each end takes the one whose link is named first there.
    private void Detour(string near, string far, int length)
    {
        string[] detour = [.. Enumerable.Range(0, length).Select(_ => Router(isOdd: false))];
        bool isOnTheWayBack = _random.Next(2) == 0;
        void Direct() => Link(near, far, weight: 10 * (length + 1));
        if (isOnTheWayBack)
        {
            Link(detour[^1], far, weight: 10);
            Direct();
            Link(near, detour[0], weight: 10);
        }
        else
        {
            Link(near, detour[0], weight: 10);
            Direct();
            Link(detour[^1], far, weight: 10);
        }

        for (int index = 1; index < length; index++)
        {
            Link(detour[index - 1], detour[index], weight: 10);
        }
    }

    private void AddTunnel(int number)
    {
        (string kind, string domain) = Kind();
        string ingress = Router("cisco");
        Link(_last, ingress, weight: 10);
        List<string> members = [ingress];
        int routers = _random.Next(1, 6);
        for (int index = 0; index < routers; index++)
        {
            Extend(members, Router("cisco"));
        }

        Extend(members, Router(kind == "invisible-php" && _random.Next(3) == 0 ? "juniper" : "cisco"));
        bool isOneWay = kind == "invisible-php" && _random.Next(5) == 0;
        _ends.Append(CultureInfo.InvariantCulture, $"domain d{number} members {string.Join(' ', members)} {domain}{(isOneWay ? $" no-lsp-to {ingress}" : "")}\n");
        _ends.Append(CultureInfo.InvariantCulture, $"truth target {kind} {string.Join(' ', members)}\n");
        _last = members[^1];
    }

    private void Extend(List<string> members, string router)
    {
        Link(members[^1], router, weight: 10);
        members.Add(router);
    }

    private (string Kind, string Domain) Kind()
    {
        string ldp = _random.Next(2) == 0 ? "ldp loopbacks" : "ldp all";
        string errors = _random.Next(2) == 0 ? "icmp-tunnelling on" : "icmp-tunnelling off";
        return _random.Next(10) switch
        {
            0 => ("explicit", $"pop php {errors} {ldp}"),
            1 => ("explicit", $"pop explicit-null {errors} {ldp}"),
            2 => ("implicit", $"rfc4950 off {errors} {ldp}"),
            3 => ("implicit", $"rfc4950 off quoted-ttl lse {ldp}"),
            4 => ("opaque", $"ttl-propagate off pop uhp egress-expiry labelled {ldp}"),
            5 => ("invisible-uhp", $"ttl-propagate off pop uhp egress-expiry forwarded {ldp}"),
            _ => ("invisible-php", $"ttl-propagate off {ldp}"),
        };
    }

    private string Router(bool isOdd)
    {
        string vendor = Vendors[_random.Next(Vendors.Length)];
        return Router(!isOdd ? vendor : _random.Next(6) switch
        {
            0 or 1 => $"{vendor} silent",
            2 => $"{vendor} answers time-exceeded unreachable",
            3 => $"{vendor} rate-limit {_random.Next(1, 20)}",
            4 => $"{vendor} icmp-loss {_random.Next(1, 50)}%",
            _ => $"ttl {UnusualTtls[_random.Next(UnusualTtls.Length)]}",
        });
    }

    private string Router(string options)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"r{++_nodes}");
        _routers.Append(CultureInfo.InvariantCulture, $"router {name} {options} loopback 198.19.{_nodes / 250}.{_nodes % 250}\n");
        return name;
    }

    private void Link(string near, string far, int weight)
    {
        int first = _addresses;
        _addresses += 2;
        _links.Append(CultureInfo.InvariantCulture, $"link {near} {far} 198.18.{first / 256}.{first % 256} 198.18.{first / 256}.{(first % 256) + 1}");
        _links.Append(CultureInfo.InvariantCulture, $" delay {_random.Next(1, 8)}ms weight {weight} loss {_loss}%\n");
    }
}
