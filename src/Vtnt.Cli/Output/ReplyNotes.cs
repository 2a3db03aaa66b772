using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What is said of a reply that is not the expected one, in the signs of traceroute (<c>!H !N !X</c>).</summary>
internal static class ReplyNotes
{
    private static readonly string[] TcpFlagNames = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

    /// <summary>Adds the notes of a reply.</summary>
    internal static void Add(Reply reply, List<Cell> notes)
    {
        string sign = reply.Kind switch
        {
            ReplyKind.DestinationUnreachable => reply.Address.IsIPv4 ? UnreachableV4(reply) : UnreachableV6(reply),
            ReplyKind.PacketTooBig => FragmentationNeeded(reply),
            ReplyKind.OtherIcmp => $"ICMP {ViewText.Number(reply.IcmpType)}/{ViewText.Number(reply.IcmpCode)}",
            ReplyKind.Tcp => "TCP" + TcpFlags(reply.TcpFlags ?? 0),
            ReplyKind.Udp => "UDP",
            _ => "",
        };
        if (sign.Length > 0)
        {
            notes.Add(new Cell(sign, reply.Kind is ReplyKind.Tcp or ReplyKind.Udp ? Ink.Plain : Ink.Red));
        }

        foreach (IcmpExtensionObject extension in reply.Extensions)
        {
            if (!extension.IsMplsLabelStack)
            {
                notes.Add(new Cell($"extension {extension.Class}/{extension.CType}", Ink.Dim));
            }
        }
    }

    /// <summary>What an unreachable code means (RFC 792, RFC 1812 section 5.2.7.1; RFC 4443 section 3.1).</summary>
    internal static string Meaning(bool isIPv4, int code) => (isIPv4, code) switch
    {
        (true, 0) => "network unreachable",
        (true, 1) or (false, 3) => "host unreachable",
        (true, 2) => "protocol unreachable",
        (true, 3) or (false, 4) => "port unreachable",
        (true, 4) => "fragmentation needed",
        (true, 5) => "source route failed",
        (true, 9 or 10 or 13) or (false, 1) => "administratively prohibited",
        (false, 0) => "no route",
        (false, 2) => "beyond the scope of the source address",
        (false, 5) => "refused by a policy",
        (false, 6) => "route rejected",
        _ => string.Create(CultureInfo.InvariantCulture, $"unreachable, code {code}"),
    };

    private static string UnreachableV4(Reply reply) => reply.IcmpCode switch
    {
        0 => "!N",
        1 => "!H",
        2 => "!P",
        3 => "",
        4 => FragmentationNeeded(reply),
        5 => "!S",
        9 or 10 or 13 => "!X",
        14 => "!V",
        15 => "!C",
        { } code => string.Create(CultureInfo.InvariantCulture, $"!{code}"),
        null => "!?",
    };

    private static string UnreachableV6(Reply reply) => reply.IcmpCode switch
    {
        0 => "!N",
        1 => "!X",
        2 => "!S",
        3 => "!H",
        4 => "",
        { } code => string.Create(CultureInfo.InvariantCulture, $"!{code}"),
        null => "!?",
    };

    private static string FragmentationNeeded(Reply reply) =>
        reply.NextHopMtu is { } mtu ? string.Create(CultureInfo.InvariantCulture, $"!F-{mtu}") : "!F";

    private static string TcpFlags(byte flags)
    {
        string names = "";
        for (int bit = 0; bit < TcpFlagNames.Length; bit++)
        {
            names += (flags & (1 << bit)) != 0 ? " " + TcpFlagNames[bit] : "";
        }

        return names;
    }
}
