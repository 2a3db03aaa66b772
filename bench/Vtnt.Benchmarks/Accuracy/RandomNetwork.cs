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
    private readonly Dictionary<string, string> _routers = [];
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

        Link(_last, "target", "10");
        string routers = string.Concat(_routers.Select(router => $"router {router.Key} {router.Value}\n"));
        return $"host vantage\nhost target\nvantage vantage\ndestination target\n{routers}{_links}{_ends}";
    }

    private void AddPlain(int count)
    {
        for (int index = 0; index < count; index++)
        {
            string router = Router(isOdd: _random.NextDouble() < _options.Oddities);
            double choice = _nodes > 1 ? _random.NextDouble() : 1;
            if (choice < _options.Asymmetry)
            {
                Detour(_last, router, _random.Next(1, 5));
            }
            else if (choice < _options.Asymmetry + _options.Balancing)
            {
                Diamond(_last, router);
            }
            else
            {
                Link(_last, router, "10");
                Meddle(_last, router);
            }

            _last = router;
        }
    }

    // A middlebox rewrites the TTLs of what passes, one way or the other.
    private void Meddle(string near, string far)
    {
        (string box, string to) = _random.Next(2) == 0 ? (near, far) : (far, near);
        if (_random.NextDouble() < _options.Oddities / 4 && _routers.TryGetValue(box, out string? options))
        {
            _routers[box] = string.Create(CultureInfo.InvariantCulture, $"{options} rewrites-ttl {_random.Next(40, 255)} {to}");
        }
    }

    // A direct link that one direction avoids.
    private void Detour(string near, string far, int length)
    {
        Link(near, far, _random.Next(2) == 0 ? "10/1000" : "1000/10");
        Way(near, far, length, weight: 10 * (length + 1));
    }

    // Two ways of equal cost, of one to three routers each.
    private void Diamond(string near, string far)
    {
        Way(near, far, _random.Next(1, 4), weight: 120);
        Way(near, far, _random.Next(1, 4), weight: 120);
        string[] kinds = ["flows", "flows", "destinations", _options.IsSteady ? "destinations" : "packets"];
        foreach (string end in (string[])[near, far])
        {
            if (_routers.TryGetValue(end, out string? options) && !options.Contains("balances", StringComparison.Ordinal))
            {
                _routers[end] = $"{options} balances {kinds[_random.Next(kinds.Length)]}";
            }
        }
    }

    private void Way(string near, string far, int length, int weight)
    {
        string last = near;
        for (int index = 0; index < length; index++)
        {
            string router = Router(isOdd: false);
            Link(last, router, "10");
            last = router;
        }

        Link(last, far, string.Create(CultureInfo.InvariantCulture, $"{weight - (10 * length)}"));
    }

    private void AddTunnel(int number)
    {
        (string kind, string domain) = Kind();
        string ingress = Router("cisco");
        Link(_last, ingress, "10");
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
        Link(members[^1], router, "10");
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
        return Router(!isOdd ? vendor : _random.Next(7) switch
        {
            0 or 1 => $"{vendor} silent",
            2 => $"{vendor} answers time-exceeded unreachable",
            3 or 4 when _options.IsSteady => vendor,
            3 => $"{vendor} rate-limit {_random.Next(1, 20)}",
            4 => $"{vendor} icmp-loss {_random.Next(1, 50)}%",
            5 => $"{vendor} forwards-expired",
            _ => $"ttl {UnusualTtls[_random.Next(UnusualTtls.Length)]}",
        });
    }

    private string Router(string options)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"r{++_nodes}");
        _routers.Add(name, string.Create(CultureInfo.InvariantCulture, $"{options} loopback 198.19.{_nodes / 250}.{_nodes % 250}"));
        return name;
    }

    private void Link(string near, string far, string weight)
    {
        int first = _addresses;
        _addresses += 2;
        _links.Append(CultureInfo.InvariantCulture, $"link {near} {far} 198.18.{first / 256}.{first % 256} 198.18.{first / 256}.{(first % 256) + 1}");
        _links.Append(CultureInfo.InvariantCulture, $" delay {_random.Next(1, 8)}ms weight {weight} loss {_loss}%\n");
    }
}
