namespace Vtnt.Mpls;

/// <summary>Who asks for measurements.</summary>
/// <param name="userId">Number stored with every trace.</param>
/// <param name="wait">How long to wait for a reply.</param>
/// <param name="mark">A mark of the session, which owns what it asked for first.</param>
internal sealed class Asker(uint userId, TimeSpan wait, SessionMark mark)
{
    /// <summary>Number stored with every trace.</summary>
    internal uint UserId { get; } = userId;

    /// <summary>How long to wait for a reply.</summary>
    internal TimeSpan Wait { get; } = wait;

    /// <summary>The mark of the session.</summary>
    internal SessionMark Mark { get; } = mark;
}
