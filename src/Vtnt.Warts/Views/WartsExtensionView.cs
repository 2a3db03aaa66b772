using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>One ICMP extension object (RFC 4884 section 7) of a hop record.</summary>
public readonly ref struct WartsExtensionView
{
    internal WartsExtensionView(byte objectClass, byte cType, ReadOnlySpan<byte> payload)
    {
        Class = objectClass;
        CType = cType;
        Payload = payload;
    }

    /// <summary>Object class: 1 MPLS label stack, 2 interface information, …</summary>
    public byte Class { get; }

    /// <summary>Object sub-type, with a meaning per class.</summary>
    public byte CType { get; }

    /// <summary>The object's bytes after its header, in network order.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>True for the RFC 4950 label stack, whose payload is 4 bytes per entry.</summary>
    public bool IsMplsLabelStack => Class == IcmpExtensionObject.MplsClass && CType == IcmpExtensionObject.MplsCType;
}
