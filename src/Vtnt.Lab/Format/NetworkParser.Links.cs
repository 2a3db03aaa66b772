namespace Vtnt.Lab;

/// <content>Links.</content>
internal sealed partial class NetworkParser
{
    private void ReadLink(Statement statement)
    {
        Node first = ReadNodeName(statement), second = ReadNodeName(statement);
        if (first == second)
        {
            throw statement.Fault($"A link joins two nodes, not '{first.Name}' with itself.");
        }

        var link = new Link(first, second, _links.Count, statement.Line);
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

        _links.Add(link);
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
            case "mtu":
                link.Mtu = statement.ReadNumber("an MTU", 68, 1500);
                if (link.Mtu < 1280 && !link.First.IPv6.IsNone)
                {
                    throw statement.Fault("IPv6 needs an MTU of 1280 bytes at least.");
                }

                break;
            case "weight":
                (link.WeightFromFirst, link.WeightFromSecond) = ReadWeights(statement);
                break;
            default:
                throw statement.Fault($"'{option}' is not an option of a link: delay, jitter, loss, duplication, mtu and weight are.");
        }
    }

    // One weight for both directions, or that from the first end and that from the second.
    private static (int FromFirst, int FromSecond) ReadWeights(Statement statement)
    {
        string word = statement.Read("a weight");
        int slash = word.IndexOf('/');
        int fromFirst = statement.ParseNumber(slash < 0 ? word : word.AsSpan()[..slash], "a weight", 1, 65535);
        return (fromFirst, slash < 0 ? fromFirst : statement.ParseNumber(word.AsSpan()[(slash + 1)..], "a weight", 1, 65535));
    }
}
