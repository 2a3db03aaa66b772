namespace Vtnt.Probing;

/// <summary>How far a probe has come.</summary>
internal enum ProbeSlotState : byte
{
    /// <summary>Asked for, but not known to have left.</summary>
    Pending,

    /// <summary>Handed to the network.</summary>
    Sent,

    /// <summary>It could not be sent.</summary>
    Failed,
}
