namespace Vtnt.Mpls;

/// <summary>The rules of a profile, applied to one path. The session measures, the rules judge.</summary>
internal interface ITntRules
{
    /// <summary>What may be spent; null where nothing limits it.</summary>
    StrictBudget? Budget { get; }

    /// <summary>Judges what the trace and the pings show. Called once, first.</summary>
    void Classify();

    /// <summary>The next pair of hops to probe; null when there is none left. Called again only when its result was taken.</summary>
    Suspicion? NextSuspicion();

    /// <summary>Takes the result of the attempt that <see cref="NextSuspicion"/> named.</summary>
    void OnRevealed(Suspicion suspicion, RevelationTest test);

    /// <summary>Judges what only the finished path shows, and yields the findings. Called once, last.</summary>
    TntFindings Conclude();
}
