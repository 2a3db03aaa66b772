namespace Vtnt.Lab;

/// <content>MPLS domains.</content>
internal sealed partial class NetworkParser
{
    private void ReadDomain(Statement statement)
    {
        var domain = new Domain(statement.Read("a name"), statement.Line);
        foreach (Domain other in _domains)
        {
            if (other.Name == domain.Name)
            {
                throw statement.Fault($"There is a domain '{domain.Name}' already, on line {other.Line}.");
            }
        }

        while (statement.Peek is not null)
        {
            ReadDomainOption(statement, domain, statement.Read(""));
        }

        if (domain.Members.Count < 2)
        {
            throw statement.Fault($"The domain '{domain.Name}' needs at least two 'members'.");
        }

        foreach (Node egress in domain.WithoutLsp)
        {
            if (!domain.Contains(egress))
            {
                throw statement.Fault($"'{egress.Name}' is not a member of '{domain.Name}', so no LSP leads to it anyway.");
            }
        }

        foreach (Node segment in domain.Segments)
        {
            if (!domain.Contains(segment) || !domain.HasConstantLabels)
            {
                throw statement.Fault(domain.HasConstantLabels
                    ? $"'{segment.Name}' is not a member of '{domain.Name}', so no segment ends there."
                    : $"Packets go 'through' a router by segments: the domain '{domain.Name}' needs 'segment-routing on'.");
            }
        }

        _domains.Add(domain);
    }

    private static void CheckDepth(Statement statement, Domain domain)
    {
        if (domain.InnerLabels.Count + domain.Segments.Count >= Flight.MaxDepth)
        {
            throw statement.Fault($"A label stack has at most {Flight.MaxDepth} labels here, the transport label included.");
        }
    }

    private void ReadDomainOption(Statement statement, Domain domain, string option)
    {
        switch (option)
        {
            case "members":
                ReadMembers(statement, domain);
                break;
            case "ldp":
                domain.BindsAllPrefixes = ReadLdp(statement);
                break;
            case "pop":
                domain.Pop = ReadPop(statement);
                break;
            case "ttl-propagate":
                domain.PropagatesTtl = statement.ReadSwitch("'on' or 'off'");
                break;
            case "rfc4950":
                domain.ReportsLabels = statement.ReadSwitch("'on' or 'off'");
                break;
            case "quoted-ttl":
                domain.QuotesLseTtl = ReadQuotedTtl(statement);
                break;
            case "icmp-tunnelling":
                domain.TunnelsErrors = statement.ReadSwitch("'on' or 'off'");
                break;
            case "egress-expiry":
                domain.EgressExpiry = ReadEgressExpiry(statement);
                break;
            default:
                ReadLabelOption(statement, domain, option);
                break;
        }
    }

    private void ReadLabelOption(Statement statement, Domain domain, string option)
    {
        switch (option)
        {
            case "labels":
                (domain.FirstLabel, domain.LastLabel) = ReadLabels(statement);
                break;
            case "inner-label":
                domain.InnerLabels.Add(statement.Accept("explicit-null") ? 0 : statement.ReadNumber("a label", 16, 0xFFFFF));
                CheckDepth(statement, domain);
                break;
            case "segment-routing":
                domain.HasConstantLabels = statement.ReadSwitch("'on' or 'off'");
                break;
            case "through":
                domain.Segments.Add(ReadRouterName(statement));
                CheckDepth(statement, domain);
                break;
            case "no-lsp-to":
                domain.WithoutLsp.Add(ReadRouterName(statement));
                break;
            default:
                throw statement.Fault($"'{option}' is not an option of a domain.");
        }
    }

    private void ReadMembers(Statement statement, Domain domain)
    {
        do
        {
            Node node = ReadRouterName(statement);
            if (domain.Contains(node))
            {
                throw statement.Fault($"'{node.Name}' is a member of '{domain.Name}' already.");
            }

            domain.Members.Add(node);
            node.Domains.Add(domain);
        }
        while (statement.Peek is { } word && _names.ContainsKey(word));
    }

    private static bool ReadLdp(Statement statement) => statement.Read("'all' or 'loopbacks'") switch
    {
        "all" => true,
        "loopbacks" => false,
        string word => throw statement.Fault($"'{word}' is neither 'all' nor 'loopbacks', the prefixes that LDP binds labels to."),
    };

    private static PopRule ReadPop(Statement statement) => statement.Read("'php', 'uhp' or 'explicit-null'") switch
    {
        "php" => PopRule.Php,
        "uhp" => PopRule.Uhp,
        "explicit-null" => PopRule.ExplicitNull,
        string word => throw statement.Fault($"'{word}' is not a way to pop: php, uhp and explicit-null are."),
    };

    private static bool ReadQuotedTtl(Statement statement) => statement.Read("'ip' or 'lse'") switch
    {
        "ip" => false,
        "lse" => true,
        string word => throw statement.Fault($"'{word}' is neither 'ip' nor 'lse', the header whose TTL is quoted."),
    };

    private static EgressExpiry ReadEgressExpiry(Statement statement) => statement.Read("'plain', 'forwarded' or 'labelled'") switch
    {
        "plain" => EgressExpiry.Plain,
        "forwarded" => EgressExpiry.Forwarded,
        "labelled" => EgressExpiry.Labelled,
        string word => throw statement.Fault($"'{word}' is not what an egress does with an expired packet: plain, forwarded and labelled are."),
    };

    private static (int First, int Last) ReadLabels(Statement statement)
    {
        string word = statement.Read("a range such as 24000-24999");
        int dash = word.IndexOf('-');
        if (dash < 0)
        {
            throw statement.Fault($"'{word}' is not a range of labels such as 24000-24999.");
        }

        int first = statement.ParseNumber(word.AsSpan()[..dash], "a label", 16, 0xFFFFF);
        int last = statement.ParseNumber(word.AsSpan()[(dash + 1)..], "a label", 16, 0xFFFFF);
        return last >= first ? (first, last) : throw statement.Fault($"The range of labels {word} ends before it begins.");
    }

    private void CheckDomains()
    {
        foreach (Domain domain in _domains)
        {
            if (domain.LastLabel - domain.FirstLabel + 1 < _classes)
            {
                throw new LabFormatException(domain.Line, $"The domain '{domain.Name}' has fewer labels than the network's {_classes} prefixes.");
            }
        }
    }
}
