namespace Vtnt.Probing.Wire;

/// <summary>One object of an ICMP extension structure (RFC 4884 section 7), still in the packet.</summary>
public readonly ref struct IcmpExtensionObjectView
{
    internal IcmpExtensionObjectView(byte objectClass, byte cType, ReadOnlySpan<byte> payload)
    {
        Class = objectClass;
        CType = cType;
        Payload = payload;
    }

    /// <summary>Object class: 1 MPLS label stack, 2 interface information, …</summary>
    public byte Class { get; }

    /// <summary>Object sub-type, its meaning depends on the class.</summary>
    public byte CType { get; }

    /// <summary>The object's bytes after its header, never empty.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>A copy that outlives the packet.</summary>
    public IcmpExtensionObject ToObject() => new(Class, CType, [.. Payload]);
}
