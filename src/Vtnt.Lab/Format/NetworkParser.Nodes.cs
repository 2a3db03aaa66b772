namespace Vtnt.Lab;

/// <content>Routers and hosts.</content>
internal sealed partial class NetworkParser
{
    private void ReadNode(Statement statement)
    {
        Node node = _byStatement[statement]; // its name is read already
        while (statement.Peek is not null)
        {
            ReadNodeOption(statement, node, statement.Read(""));
        }
    }

    private void ReadNodeOption(Statement statement, Node node, string option)
    {
        switch (option)
        {
            case "loopback":
                HostAddress address = statement.ReadAddress("a loopback address");
                node.Loopbacks.Add(address);
                AddAddress(statement, address, node.LoopbackFec, node);
                break;
            case "owns":
                (HostAddress network, int length) = statement.ReadPrefix("a prefix such as 198.19.4.0/24");
                AddOwnBlock(node, network, length);
                break;
            case "ttl":
                node.Ttls = ReadTtls(statement);
                break;
            case "silent":
                node.Answers = Answers.None;
                break;
            case "answers":
                node.Answers = ReadAnswers(statement);
                break;
            case "quotes":
                node.QuoteLength = statement.ReadNumber("the bytes to quote", 28, 548);
                break;
            case "icmp-loss":
                node.IcmpLoss = statement.ReadShare("a share such as 5%");
                break;
            case "icmp-delay":
                node.IcmpDelay = statement.ReadDuration("a duration such as 2ms");
                break;
            case "rate-limit":
                node.RateLimit = statement.ReadNumber("the ICMP errors per second", 1, 1_000_000);
                break;
            default:
                ReadRouterOption(statement, node, option);
                break;
        }
    }

    private void ReadRouterOption(Statement statement, Node node, string option)
    {
        if (InitialTtls.OfVendor(option) is { } ttls)
        {
            node.Ttls = ttls;
            return;
        }

        if (node.IsHost)
        {
            throw statement.Fault($"'{option}' is not an option of a host.");
        }

        switch (option)
        {
            case "rfc4950":
                node.ReportsLabels = statement.ReadSwitch("'on' or 'off'");
                break;
            case "rfc4884":
                node.HasLegacyExtensions = !statement.ReadSwitch("'on' or 'off'");
                break;
            case "ttl-propagate":
                node.PropagatesTtl = statement.ReadSwitch("'on' or 'off'");
                break;
            case "quoted-ttl":
                node.QuotesLseTtl = ReadQuotedTtl(statement);
                break;
            case "icmp-tunnelling":
                node.TunnelsErrors = statement.ReadSwitch("'on' or 'off'");
                break;
            case "egress-expiry":
                node.EgressExpiry = ReadEgressExpiry(statement);
                break;
            default:
                ReadForwardingOption(statement, node, option);
                break;
        }
    }

    private void ReadForwardingOption(Statement statement, Node node, string option)
    {
        switch (option)
        {
            case "forwards-expired":
                node.ForwardsExpired = true;
                break;
            case "rewrites-ttl":
                byte ttl = (byte)statement.ReadNumber("a TTL", 1, 255);
                node.Rewrites.Add(new(ReadNodeName(statement), ttl));
                break;
            case "invents":
                (HostAddress network, int length) = statement.ReadPrefix("a prefix such as 198.19.4.0/24");
                node.Invented = node.Invented is null ? new(network, length) : throw statement.Fault($"'{node.Name}' invents routers of another prefix already.");
                AddOwnBlock(node, network, length);
                break;
            case "balances":
                node.Balance = ReadBalance(statement);
                break;
            default:
                throw statement.Fault($"'{option}' is neither a vendor nor an option of a router.");
        }
    }

    private void AddOwnBlock(Node node, HostAddress network, int length) =>
        _addresses.AddBlock(network, length, new(new(_classes++, node, second: null, link: null, isLoopback: false), node));

    private void CheckNeighbours()
    {
        foreach ((Statement statement, Node node) in _byStatement)
        {
            foreach (TtlRewrite rewrite in node.Rewrites)
            {
                if (!node.Ends.Exists(end => end.Peer.Node == rewrite.Neighbour))
                {
                    throw statement.Fault($"'{rewrite.Neighbour.Name}' is not a neighbour of '{node.Name}', so nothing is sent to it.");
                }
            }
        }
    }

    // One value for all three, or time-exceeded and echo reply, or those and unreachable.
    private static InitialTtls ReadTtls(Statement statement)
    {
        string[] parts = statement.Read("initial TTLs").Split('/');
        if (parts.Length > 3)
        {
            throw statement.Fault("Initial TTLs are one for all, or time-exceeded/echo-reply, or time-exceeded/echo-reply/unreachable.");
        }

        byte first = One(parts[0]);
        byte second = parts.Length > 1 ? One(parts[1]) : first;
        return new(first, second, parts.Length > 2 ? One(parts[2]) : first);

        byte One(string part) => (byte)statement.ParseNumber(part, "an initial TTL", 1, 255);
    }

    private static Answers ReadAnswers(Statement statement)
    {
        Answers answers = Answers.None;
        while (AnswerOf(statement.Peek) is { } answer)
        {
            statement.Read("");
            answers |= answer;
        }

        return answers != Answers.None
            ? answers
            : throw statement.Fault("'answers' is followed by any of time-exceeded, echo, unreachable and tcp; a node that answers nothing is 'silent'.");
    }

    private static Balance ReadBalance(Statement statement) => statement.Read("'flows', 'destinations' or 'packets'") switch
    {
        "flows" => Balance.Flow,
        "destinations" => Balance.Destination,
        "packets" => Balance.Packet,
        string word => throw statement.Fault($"'{word}' is nothing to balance: flows, destinations and packets are."),
    };

    private static Answers? AnswerOf(string? word) => word switch
    {
        "time-exceeded" => Answers.TimeExceeded,
        "echo" => Answers.Echo,
        "unreachable" => Answers.Unreachable,
        "tcp" => Answers.Tcp,
        _ => null,
    };
}
