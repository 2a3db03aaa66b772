using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A ping's stop reasons: the format numbers them unlike a trace's.</summary>
internal static class WartsPingStop
{
    internal static StopReason ToStopReason(byte number) => number switch
    {
        1 => StopReason.Completed,
        2 => StopReason.Error,
        3 => StopReason.Halted,
        4 => StopReason.InProgress,
        _ => StopReason.None,
    };

    internal static byte FromStopReason(StopReason reason) => reason switch
    {
        StopReason.None => 0,
        StopReason.Error => 2,
        StopReason.Halted => 3,
        StopReason.InProgress => 4,
        _ => 1,
    };
}
