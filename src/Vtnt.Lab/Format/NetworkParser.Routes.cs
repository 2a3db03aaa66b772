using System.Collections.Immutable;

namespace Vtnt.Lab;

/// <content>What routes differ from the shortest path in: exits of domains, and changes with time.</content>
internal sealed partial class NetworkParser
{
    private ImmutableArray<RouteEpoch> ReadRoutes()
    {
        List<ExitRule> exits = [];
        List<RouteChange> changes = [];
        foreach (Statement statement in _statements)
        {
            if (statement.Keyword == "exit")
            {
                exits.Add(ReadExit(statement, exits));
            }
            else if (statement.Keyword == "change")
            {
                ReadChange(statement, changes);
            }
        }

        // Changes of one time are of different links, so that their order does not matter.
        changes.Sort(static (left, right) => left.Time.CompareTo(right.Time));
        return EpochsOf(changes, [.. exits]);
    }

    private ImmutableArray<RouteEpoch> EpochsOf(List<RouteChange> changes, ExitRule[] exits)
    {
        int[] costs = new int[_links.Count * 2];
        foreach (Link link in _links)
        {
            (costs[2 * link.Index], costs[(2 * link.Index) + 1]) = (link.WeightFromFirst, link.WeightFromSecond);
        }

        ImmutableArray<RouteEpoch>.Builder epochs = ImmutableArray.CreateBuilder<RouteEpoch>();
        long since = 0;
        foreach (RouteChange change in changes)
        {
            if (change.Time > since)
            {
                epochs.Add(new(since, new RoutingTable(_nodes, [.. costs], exits)));
                since = change.Time;
            }

            (costs[2 * change.Link.Index], costs[(2 * change.Link.Index) + 1]) = (change.FromFirst, change.FromSecond);
        }

        epochs.Add(new(since, new RoutingTable(_nodes, costs, exits)));
        return epochs.ToImmutable();
    }

    private ExitRule ReadExit(Statement statement, List<ExitRule> others)
    {
        string name = statement.Read("the name of a domain");
        Domain domain = _domains.Find(domain => domain.Name == name) ?? throw statement.Fault($"There is no domain '{name}'.");
        HostAddress address = ReadEndpoint(statement, out _);
        _addresses.TryFind(address, out AddressOwner owner);
        Node exit = ReadRouterName(statement);
        if (!domain.Contains(exit))
        {
            throw statement.Fault($"'{exit.Name}' is not a member of '{domain.Name}'.");
        }

        if (others.Exists(other => other.Domain == domain && other.Fec == owner.Fec))
        {
            throw statement.Fault($"The prefix of {address} leaves '{domain.Name}' by another exit already.");
        }

        statement.End();
        return new(domain, owner.Fec, exit);
    }

    private void ReadChange(Statement statement, List<RouteChange> changes)
    {
        long time = statement.ReadDuration("a time such as 30s");
        Node first = ReadNodeName(statement), second = ReadNodeName(statement);
        Link link = _links.Find(link => (link.First.Node == first && link.Second.Node == second) || (link.First.Node == second && link.Second.Node == first))
            ?? throw statement.Fault($"There is no link between '{first.Name}' and '{second.Name}'.");
        (int fromFirst, int fromSecond) = statement.Read("'weight', 'down' or 'up'") switch
        {
            "weight" => ReadWeights(statement),
            "down" => (0, 0),
            "up" => link.First.Node == first ? (link.WeightFromFirst, link.WeightFromSecond) : (link.WeightFromSecond, link.WeightFromFirst),
            string word => throw statement.Fault($"'{word}' is not what a link changes: weight, down and up are."),
        };
        if (time == 0 || changes.Exists(other => other.Time == time && other.Link == link))
        {
            throw statement.Fault(time == 0 ? "A change at the start belongs into the link's own statement." : "The link changes at that time already.");
        }

        changes.Add(link.First.Node == first ? new(time, link, fromFirst, fromSecond) : new(time, link, fromSecond, fromFirst));
        statement.End();
    }
}
