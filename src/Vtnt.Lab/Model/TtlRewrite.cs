namespace Vtnt.Lab;

/// <summary>A middlebox: the TTL that IP packets have after they were forwarded to a neighbour.</summary>
internal readonly record struct TtlRewrite(Node Neighbour, byte Ttl);
