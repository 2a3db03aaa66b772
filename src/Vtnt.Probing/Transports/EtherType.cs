namespace Vtnt.Probing.Transports;

/// <summary>What a frame carries (IEEE 802 numbers; RFC 9542).</summary>
internal static class EtherType
{
    internal const ushort All = 3, IPv4 = 0x0800, Arp = 0x0806, IPv6 = 0x86DD;
}
