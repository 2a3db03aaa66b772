using System.Collections.Immutable;
using Vtnt.Lab;
using Vtnt.Probing;
using TntTrace = Vtnt.Mpls.TntTrace;
using Tunnel = Vtnt.Mpls.Tunnel;
using TunnelGrade = Vtnt.Mpls.TunnelGrade;
using TunnelKind = Vtnt.Mpls.TunnelKind;

namespace Vtnt.Benchmarks;

/// <summary>What was found of what is true, added up over networks.</summary>
internal sealed class AccuracyScore
{
    private readonly Dictionary<TunnelTruthKind, (int True, int Exact)> _kinds = [];

    /// <summary>Networks that were measured.</summary>
    internal int Networks { get; private set; }

    /// <summary>LSRs that are there, that are there and were found, and that were called LSRs.</summary>
    internal (int True, int Found, int Claimed) Routers { get; private set; }

    /// <summary>Tunnels of hidden routers that are there, and those of which some router was found.</summary>
    internal (int True, int Found) Hidden { get; private set; }

    /// <summary>Tunnels that share no router and no end with a true one.</summary>
    internal int FalseTunnels { get; private set; }

    /// <summary>Those of them that are graded better than extra routers only.</summary>
    internal int GradedFalseTunnels { get; private set; }

    /// <summary>False tunnels of the kind invisible PHP, by whether they are graded better than extra routers only.</summary>
    internal (int Graded, int ExtraRouters) FalsePhp { get; private set; }

    /// <summary>Probes sent.</summary>
    internal long Probes { get; private set; }

    /// <summary>LSRs that only revelation can show, and did.</summary>
    internal int Revealed { get; private set; }

    /// <summary>True and exactly found tunnels of a kind.</summary>
    internal (int True, int Exact) Of(TunnelTruthKind kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Adds one network.</summary>
    internal void Add(Network network, TntTrace result)
    {
        Networks++;
        Probes += result.OwnProbes + result.SharedProbes;
        foreach (TunnelTruth truth in network.Truths)
        {
            bool isExact = result.Tunnels.Any(tunnel => IsExact(truth, tunnel));
            (int count, int exact) = Of(truth.Kind);
            _kinds[truth.Kind] = (count + 1, exact + (isExact ? 1 : 0));
            HashSet<HostAddress> found = [.. result.Tunnels.SelectMany(Addresses)];
            int hits = truth.Routers.Count(router => !router.IsNone && found.Contains(router));
            Routers = (Routers.True + truth.Routers.Count(router => !router.IsNone), Routers.Found + hits, Routers.Claimed);
            if (truth.Kind is TunnelTruthKind.InvisiblePhp or TunnelTruthKind.InvisibleUhp or TunnelTruthKind.Opaque)
            {
                Hidden = (Hidden.True + 1, Hidden.Found + (hits > 0 ? 1 : 0));
                Revealed += hits;
            }
        }

        foreach (Tunnel tunnel in result.Tunnels)
        {
            Routers = (Routers.True, Routers.Found, Routers.Claimed + Addresses(tunnel).Count());
            if (!network.Truths.Any(truth => Touches(truth, tunnel)))
            {
                (int php, int graded) = (tunnel.Kind == TunnelKind.InvisiblePhp ? 1 : 0, tunnel.Grade == TunnelGrade.ExtraRoutersOnly ? 0 : 1);
                FalseTunnels++;
                GradedFalseTunnels += graded;
                FalsePhp = (FalsePhp.Graded + (php * graded), FalsePhp.ExtraRouters + (php * (1 - graded)));
            }
        }
    }

    private static bool IsExact(TunnelTruth truth, Tunnel tunnel) =>
        KindOf(tunnel.Kind) == truth.Kind && (tunnel.Ingress ?? HostAddress.None) == truth.Ingress && (tunnel.Egress ?? HostAddress.None) == truth.Egress
        && tunnel.Routers.Select(router => router.Address ?? HostAddress.None).SequenceEqual(truth.Routers);

    private static bool Touches(TunnelTruth truth, Tunnel tunnel)
    {
        ImmutableArray<HostAddress> known = [truth.Ingress, .. truth.Routers, truth.Egress];
        return Addresses(tunnel).Any(known.Contains) || (tunnel.Egress is { } egress && known.Contains(egress));
    }

    private static IEnumerable<HostAddress> Addresses(Tunnel tunnel) => tunnel.Routers.Select(router => router.Address).OfType<HostAddress>();

    private static TunnelTruthKind KindOf(TunnelKind kind) => kind switch
    {
        TunnelKind.Explicit => TunnelTruthKind.Explicit,
        TunnelKind.Implicit => TunnelTruthKind.Implicit,
        TunnelKind.Opaque => TunnelTruthKind.Opaque,
        TunnelKind.InvisiblePhp => TunnelTruthKind.InvisiblePhp,
        _ => TunnelTruthKind.InvisibleUhp,
    };
}
