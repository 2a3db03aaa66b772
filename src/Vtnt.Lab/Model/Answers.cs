namespace Vtnt.Lab;

/// <summary>What a node answers with; what is missing it keeps to itself.</summary>
[Flags]
internal enum Answers : byte
{
    None = 0,

    /// <summary>Time exceeded for packets that expire at it.</summary>
    TimeExceeded = 1,

    /// <summary>Echo replies.</summary>
    Echo = 2,

    /// <summary>Unreachables: port unreachable for UDP to it, net unreachable where it has no route.</summary>
    Unreachable = 4,

    /// <summary>Resets for TCP segments to it.</summary>
    Tcp = 8,

    All = TimeExceeded | Echo | Unreachable | Tcp,
}
