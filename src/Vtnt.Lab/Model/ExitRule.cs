namespace Vtnt.Lab;

/// <summary>Packets of a class leave a domain at one router, wherever the shortest path leaves it: what BGP makes of a policy.</summary>
internal readonly record struct ExitRule(Domain Domain, Fec Fec, Node Exit);
