using System.Globalization;

namespace Vtnt.Probing;

/// <summary>
/// One MPLS label stack entry, the 32 bits of RFC 3032 section 2.1: label (20), traffic class (3, RFC 5462),
/// bottom of stack (1), TTL (8).
/// </summary>
/// <param name="Value">The 32 bits in host order.</param>
public readonly record struct LabelStackEntry(uint Value)
{
    /// <summary>An entry from its fields.</summary>
    /// <param name="label">0 to 1 048 575 (20 bits).</param>
    /// <param name="trafficClass">0 to 7.</param>
    /// <param name="isBottomOfStack">The S bit.</param>
    /// <param name="lseTtl">0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">A field does not fit its bits.</exception>
    public static LabelStackEntry Create(int label, int trafficClass, bool isBottomOfStack, byte lseTtl)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label, 0xFFFFF);
        ArgumentOutOfRangeException.ThrowIfNegative(trafficClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trafficClass, 7);
        return new(((uint)label << 12) | ((uint)trafficClass << 9) | (isBottomOfStack ? 0x100u : 0) | lseTtl);
    }

    /// <summary>The label, 0 to 1 048 575. 0 and 2 are the IPv4 and IPv6 explicit null.</summary>
    public int Label => (int)(Value >> 12);

    /// <summary>The traffic class (formerly EXP), 0 to 7.</summary>
    public int TrafficClass => (int)(Value >> 9) & 7;

    /// <summary>The S bit: true on the last entry of a well-formed stack.</summary>
    public bool IsBottomOfStack => (Value & 0x100) != 0;

    /// <summary>The entry's own TTL as the router received it, 0 to 255.</summary>
    public byte LseTtl => (byte)Value;

    /// <summary>The same entry with another TTL.</summary>
    public LabelStackEntry WithLseTtl(byte lseTtl) => new((Value & 0xFFFFFF00) | lseTtl);

    /// <summary>All four fields, for example <c>label 16001 tc 0 s 1 ttl 1</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"label {Label} tc {TrafficClass} s {(IsBottomOfStack ? 1 : 0)} ttl {LseTtl}");
}
