namespace Vtnt.Mpls;

/// <summary>
/// TNT 5.0 (2018): labels and quoted TTLs first, then at most one revelation, then the u-turn, all of it in bits per slot
/// from which the tunnels are read at the end. Its defects are kept where they change results.
/// </summary>
internal sealed class CompatRules(TntPath path, TntWork work) : ITntRules
{
    // Shorter traces are written as they are.
    private const int LeastSlots = 3;

    private readonly List<TunnelCandidate> _candidates = [];
    private Queue<Suspicion> _open = [];
    private RevelationTest? _success;

    /// <inheritdoc/>
    public StrictBudget? Budget => null;

    /// <inheritdoc/>
    public void Classify() => _open = new(Suspicions(path, work));

    /// <summary>The suspicions of a path, in the order of probing. Sets the bits that labels and quoted TTLs tell.</summary>
    internal static List<Suspicion> Suspicions(TntPath path, TntWork work)
    {
        if (path.Slots.Count < LeastSlots)
        {
            return [];
        }

        CompatLabelPass.Run(path);
        return CompatCandidatePass.Run(path, work);
    }

    /// <inheritdoc/>
    public Suspicion? NextSuspicion() => _success is null && _open.TryPeek(out Suspicion? suspicion) ? suspicion : null;

    /// <inheritdoc/>
    public void OnRevealed(Suspicion suspicion, RevelationTest test)
    {
        _open.Dequeue();
        if (CompatInsertion.Insert(path, suspicion, test))
        {
            _success = test;
            return;
        }

        int first = path.Slots.FindIndex(suspicion.AnchorSlot + 1, slot => slot.HasAddress(suspicion.Candidate));
        path.Slots[first].Failures |= test.Failures;
        _candidates.Add(TunnelReading.Candidate(path, suspicion, test.Outcome));
    }

    /// <inheritdoc/>
    public TntFindings Conclude()
    {
        // TNT stops at the first success (defect D1): what comes behind it was never judged. A halted run says so.
        while (_success is null && _open.TryDequeue(out Suspicion? suspicion))
        {
            _candidates.Add(TunnelReading.Candidate(path, suspicion, RevelationOutcome.Unfinished));
        }

        if (path.Slots.Count >= LeastSlots)
        {
            CompatUTurnPass.Run(path);
        }

        return new TntFindings(path.ToAnnotatedTrace(), CompatTunnels.Read(path, _success), [.. _candidates]);
    }
}
