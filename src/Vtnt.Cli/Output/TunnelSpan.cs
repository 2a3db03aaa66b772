using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary>Where a tunnel lies among the slots of an annotated trace.</summary>
/// <param name="Number">Its number in the list of tunnels, from 1.</param>
/// <param name="Tunnel">The tunnel.</param>
/// <param name="First">Index of its first slot.</param>
/// <param name="Last">Index of its last slot.</param>
/// <param name="HasIngress">True when the first slot is the ingress; false when that lies before the path.</param>
/// <param name="HasEgress">True when the last slot is the egress; false when that was not reached.</param>
internal sealed record TunnelSpan(int Number, Tunnel Tunnel, int First, int Last, bool HasIngress, bool HasEgress)
{
    internal bool Begins(int slot) => HasIngress && slot == First;

    internal bool Ends(int slot) => HasEgress && slot == Last;

    internal bool Covers(int slot) => slot >= First && slot <= Last;

    internal bool IsRouter(int slot) => Covers(slot) && !Begins(slot) && !Ends(slot);
}
