namespace Vtnt.Probing;

/// <summary>What a note of path-MTU discovery reports. The numbers are those of the warts format.</summary>
public enum PathMtuNoteKind : byte
{
    /// <summary>A packet-too-big with a usable next-hop MTU.</summary>
    PacketTooBig = 1,

    /// <summary>A packet-too-big whose MTU is zero, not smaller, or too small to be true; the size was searched for.</summary>
    BadPacketTooBig = 2,

    /// <summary>Silence: packets of that size vanish without a message.</summary>
    Silence = 3,
}
