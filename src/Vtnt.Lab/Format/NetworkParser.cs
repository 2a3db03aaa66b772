using System.Collections.Immutable;

namespace Vtnt.Lab;

/// <summary>
/// Reads a network's text (docs/lab.md): names first, so that statements may come in any order, then links, then
/// everything that refers to them. One file per group of statements.
/// </summary>
internal sealed partial class NetworkParser
{
    private readonly List<Statement> _statements;
    private readonly Dictionary<string, Node> _names = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Statement, Node> _byStatement = [];
    private readonly List<Domain> _domains = [];
    private readonly List<Link> _links = [];
    private readonly AddressPlan _addresses = new();
    private int _classes;
    private string? _title;
    private Node? _vantage;

    internal NetworkParser(string text) => _statements = Statement.Split(text);

    internal Network Parse()
    {
        foreach (Statement statement in _statements)
        {
            DeclareNode(statement);
        }

        foreach (Statement statement in _statements)
        {
            ReadStatement(statement);
        }

        Node vantage = _vantage ?? throw new LabFormatException(LastLine, "The network has no 'vantage': name the host that measures.");
        ImmutableArray<RouteEpoch> epochs = ReadRoutes();
        RoutingTable routes = epochs[0].Routes;
        ImmutableArray<HostAddress> destinations = ReadDestinations(vantage, routes);
        ImmutableArray<TunnelTruth> truths = ReadTruths(vantage, routes);
        CheckDomains();
        CheckNeighbours();
        return new Network(_title ?? "", vantage, [.. _nodes], _addresses, epochs, destinations, truths, _classes);
    }

    private int LastLine => _statements.Count == 0 ? 1 : _statements[^1].Line;

    private void DeclareNode(Statement statement)
    {
        if (statement.Keyword is not ("router" or "host"))
        {
            return;
        }

        string name = statement.Read("a name");
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || HostAddress.TryParse(name, out _))
        {
            throw statement.Fault($"'{name}' is not a name: letters, digits, '-', '_' and '.' make one.");
        }

        var node = new Node(name, _nodes.Count, statement.Keyword == "host", statement.Line);
        if (!_names.TryAdd(name, node))
        {
            throw statement.Fault($"There is a node '{name}' already, on line {_names[name].Line}.");
        }

        node.LoopbackFec = new(_classes++, node, second: null, link: null, isLoopback: true);
        _nodes.Add(node);
        _byStatement.Add(statement, node);
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private void ReadStatement(Statement statement)
    {
        switch (statement.Keyword)
        {
            case "title":
                _title = _title is null ? statement.ReadRest("the title") : throw statement.Fault("The network has a title already.");
                break;
            case "router" or "host":
                ReadNode(statement);
                break;
            case "link":
                ReadLink(statement);
                break;
            case "domain":
                ReadDomain(statement);
                break;
            case "vantage":
                ReadVantage(statement);
                break;
            case "exit" or "change" or "destination" or "truth":
                break; // after everything that they refer to
            default:
                throw statement.Fault(
                    $"'{statement.Keyword}' is not a statement: title, router, host, link, domain, exit, change, vantage, destination and truth are.");
        }
    }

    private void ReadVantage(Statement statement)
    {
        Node node = ReadNodeName(statement);
        if (_vantage is not null || !node.IsHost)
        {
            throw statement.Fault(_vantage is not null ? "The network has a vantage point already." : $"The vantage point must be a host, and '{node.Name}' is a router.");
        }

        _vantage = node;
        statement.End();
    }

    private Node ReadNodeName(Statement statement) => ReadNodeName(statement, "the name of a router or host");

    private Node ReadNodeName(Statement statement, string what)
    {
        string name = statement.Read(what);
        return _names.TryGetValue(name, out Node? node) ? node : throw statement.Fault($"There is no router or host '{name}'.");
    }

    private Node ReadRouterName(Statement statement)
    {
        Node node = ReadNodeName(statement, "the name of a router");
        return node.IsHost ? throw statement.Fault($"'{node.Name}' is a host, not a router.") : node;
    }

    private void AddAddress(Statement statement, HostAddress address, Fec fec, Node node)
    {
        if (!_addresses.TryAdd(address, new(fec, node)))
        {
            _addresses.TryFind(address, out AddressOwner owner);
            throw statement.Fault($"The address {address} belongs to '{owner.Node?.Name}' already.");
        }
    }
}
