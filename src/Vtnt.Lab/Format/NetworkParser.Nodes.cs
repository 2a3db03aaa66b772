namespace Vtnt.Lab;

/// <content>Routers, hosts and links.</content>
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
                _addresses.AddBlock(network, length, new(new(_classes++, node, second: null, link: null, isLoopback: false), node));
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

    private static void ReadRouterOption(Statement statement, Node node, string option)
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
                throw statement.Fault($"'{option}' is neither a vendor nor an option of a router.");
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

    private static Answers? AnswerOf(string? word) => word switch
    {
        "time-exceeded" => Answers.TimeExceeded,
        "echo" => Answers.Echo,
        "unreachable" => Answers.Unreachable,
        "tcp" => Answers.Tcp,
        _ => null,
    };

    private void ReadLink(Statement statement)
    {
        Node first = ReadNodeName(statement), second = ReadNodeName(statement);
        if (first == second)
        {
            throw statement.Fault($"A link joins two nodes, not '{first.Name}' with itself.");
        }

        var link = new Link(first, second, statement.Line);
        link.Fec = new(_classes++, first, second, link, isLoopback: false);
        while (statement.Peek is { } word && HostAddress.TryParse(word, out _))
        {
            ReadAddressPair(statement, link);
        }

        if (link.First.IPv4.IsNone && link.First.IPv6.IsNone)
        {
            throw statement.Fault("A link needs an address for both ends, of one family at least.");
        }

        while (statement.Peek is not null)
        {
            ReadLinkOption(statement, link, statement.Read(""));
        }

        first.Ends.Add(link.First);
        second.Ends.Add(link.Second);
    }

    private void ReadAddressPair(Statement statement, Link link)
    {
        HostAddress near = statement.ReadAddress("an address");
        HostAddress far = statement.ReadAddress("the address of the other end");
        if (near.Kind != far.Kind)
        {
            throw statement.Fault($"{near} and {far} are of different families; both ends of a link have one of each.");
        }

        if (!link.First.AddressOf(near.Kind).IsNone)
        {
            throw statement.Fault($"The link has {near.Kind} addresses already.");
        }

        AddAddress(statement, near, link.Fec, link.First.Node);
        AddAddress(statement, far, link.Fec, link.Second.Node);
        (link.First.IPv4, link.Second.IPv4) = near.IsIPv4 ? (near, far) : (link.First.IPv4, link.Second.IPv4);
        (link.First.IPv6, link.Second.IPv6) = near.IsIPv6 ? (near, far) : (link.First.IPv6, link.Second.IPv6);
        _addresses.AddBlock(near, AddressPlan.CommonLength(near, far), new(link.Fec, null));
    }

    private static void ReadLinkOption(Statement statement, Link link, string option)
    {
        switch (option)
        {
            case "delay":
                link.Delay = statement.ReadDuration("a duration such as 2ms");
                break;
            case "jitter":
                link.Jitter = statement.ReadDuration("a duration such as 200us");
                break;
            case "loss":
                link.Loss = statement.ReadShare("a share such as 2%");
                break;
            case "duplication":
                link.Duplication = statement.ReadShare("a share such as 1%");
                break;
            case "weight":
                link.Weight = statement.ReadNumber("a weight", 1, 65535);
                break;
            default:
                throw statement.Fault($"'{option}' is not an option of a link: delay, jitter, loss, duplication and weight are.");
        }
    }
}
