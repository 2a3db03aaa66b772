namespace Vtnt.Probing;

/// <summary>What a trace does when the gap limit is reached. The numbers are those of the warts format.</summary>
public enum GapAction : byte
{
    /// <summary>Stop.</summary>
    Stop = 1,

    /// <summary>Send a last probe with TTL 255 towards the destination, then stop.</summary>
    LastDitch = 2,
}
