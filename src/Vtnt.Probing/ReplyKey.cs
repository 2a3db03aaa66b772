namespace Vtnt.Probing;

/// <summary>
/// What replies to a measurement have in common: the Prober finds the measurement of a reply by this key in constant
/// time, and never runs two measurements with the same key at once.
/// </summary>
/// <param name="Destination">The probed address: the quoted destination of an ICMP error, or the source of any other reply.</param>
/// <param name="Protocol">The probe's IP protocol number: 1 ICMP, 58 ICMPv6, 6 TCP, 17 UDP.</param>
/// <param name="Identifier">The probe's source port, or its ICMP identifier.</param>
public readonly record struct ReplyKey(HostAddress Destination, byte Protocol, ushort Identifier);
