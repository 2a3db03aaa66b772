namespace Vtnt.Mpls;

/// <summary>A mark of a session, which results keep in place of the session itself: they outlive it.</summary>
internal sealed class SessionMark
{
    /// <summary>Probes sent for the session so far, those of measurements included that were cut short.</summary>
    internal int ProbesSent { get; set; }
}
