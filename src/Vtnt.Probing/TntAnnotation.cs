namespace Vtnt.Probing;

/// <summary>
/// The six values that TNT 5.0 (2018) stores with a slot of a trace, as plain numbers. Vtnt.Mpls gives them meaning,
/// Vtnt.Warts stores them; this library only carries them.
/// </summary>
/// <param name="EchoReplyTtl">TTL with which the address answered a ping, on arrival; 0 when it did not or was not asked.</param>
/// <param name="Types">Role and class bits: 0x01 ingress LER, 0x02 egress LER, 0x04 LSR, 0x08 explicit, 0x10 implicit by
/// quoted TTL, 0x20 implicit by u-turn, 0x40 opaque, 0x80 invisible.</param>
/// <param name="Failures">Bits of a failed revelation: 0x01 FRPLA, 0x02 RTLA, 0x04 duplicate address, 0x08 LSE-TTL,
/// 0x10 nothing revealed, 0x20 ingress not found, 0x40 target not reached, 0x80 the stop is the buddy trace's.</param>
/// <param name="Discoveries">Bits of a successful revelation, 16 bits: triggers 0x0001 to 0x0008 as in
/// <paramref name="Failures"/>, 0x0010 DPR, 0x0020 BRPR, 0x0040 buddy, 0x0080 possibly incomplete, 0x0100 revealed,
/// 0x0200 hop before a silent ingress, 0x0400 nothing revealed, 0x0800 ingress not found, 0x1000 target not reached,
/// 0x2000 the stop is the buddy trace's.</param>
/// <param name="RevelationStep">Ordinal from 1 of the revelation trace that showed the hop; 0 for other hops.</param>
/// <param name="Slot">Place in the annotated trace, from 1; 0 when not numbered.</param>
public sealed record TntAnnotation(byte EchoReplyTtl, byte Types, byte Failures, ushort Discoveries, byte RevelationStep, byte Slot);
