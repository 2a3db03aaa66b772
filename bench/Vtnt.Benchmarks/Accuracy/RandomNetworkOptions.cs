namespace Vtnt.Benchmarks;

/// <summary>What random networks are like.</summary>
internal sealed record RandomNetworkOptions
{
    /// <summary>Share of the links outside tunnels whose way back, or way there, makes a detour.</summary>
    internal double Asymmetry { get; init; }

    /// <summary>Share of the places outside tunnels where packets are balanced over two ways, often of unequal length.</summary>
    internal double Balancing { get; init; }

    /// <summary>The most that a link loses, 0 to 1; the loss of each network is even below it.</summary>
    internal double MostLoss { get; init; }

    /// <summary>Tunnels on the path.</summary>
    internal int Tunnels { get; init; }

    /// <summary>
    /// Share of the routers outside tunnels that are odd: silent, unpingable, limited, of unusual initial TTLs, forwarding
    /// what has expired, rewriting TTLs.
    /// </summary>
    internal double Oddities { get; init; }

    /// <summary>
    /// True for a network that answers the same probe alike whenever it comes: no router is limited or loses errors, and none
    /// balances packet by packet.
    /// </summary>
    internal bool IsSteady { get; init; }
}
