using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>What the rules of a profile found on one path.</summary>
/// <param name="AnnotatedTrace">The trace with its slots.</param>
/// <param name="Tunnels">Tunnels in path order.</param>
/// <param name="Candidates">Suspicions that came to nothing, in path order.</param>
internal sealed record TntFindings(Trace AnnotatedTrace, ImmutableArray<Tunnel> Tunnels, ImmutableArray<TunnelCandidate> Candidates);
