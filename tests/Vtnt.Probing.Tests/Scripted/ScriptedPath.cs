using System.Globalization;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// A path as a table, one reply per line: <c>TTL[/ATTEMPT] ADDRESS DELAY [KIND] [&gt;SIZE|&lt;SIZE]</c>. A TTL followed by <c>+</c> stands for
/// all from there on; without an attempt the line holds for every attempt; what no line answers is silent. The delay is in
/// milliseconds. Kinds: <c>te</c> (the default), <c>echo</c>, <c>port</c>, <c>unreach:CODE</c>, <c>big:MTU</c>, <c>tcp</c>,
/// <c>udp</c>, <c>te:LABEL</c>. A size holds the line for larger or smaller probes only.
/// </summary>
internal sealed class ScriptedPath
{
    private readonly List<Line> _lines = [];

    internal static ScriptedPath Parse(string table)
    {
        var path = new ScriptedPath();
        foreach (string text in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (text.StartsWith("fail ", StringComparison.Ordinal))
            {
                continue;
            }

            string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] place = words[0].Split('/');
            string? size = words.Length > 3 && words[^1][0] is '>' or '<' ? words[^1] : null;
            string[] kind = words.Length > (size is null ? 3 : 4) ? words[3].Split(':') : ["te"];
            path._lines.Add(new Line(
                int.Parse(place[0].TrimEnd('+'), CultureInfo.InvariantCulture),
                place[0].EndsWith('+'),
                place.Length > 1 ? int.Parse(place[1], CultureInfo.InvariantCulture) : null,
                HostAddress.Parse(words[1]),
                TimeSpan.FromMilliseconds(double.Parse(words[2], CultureInfo.InvariantCulture)),
                kind[0],
                kind.Length > 1 ? uint.Parse(kind[1], CultureInfo.InvariantCulture) : 0,
                size is null ? 0 : (size[0] == '>' ? 1 : -1) * int.Parse(size[1..], CultureInfo.InvariantCulture)));
        }

        return path;
    }

    /// <summary>The replies to one probe, with their delays.</summary>
    internal IEnumerable<(TimeSpan Delay, byte[] Packet)> Answer(int ttl, int attempt, byte[] probe)
    {
        foreach (Line line in _lines)
        {
            bool fits = line.Size == 0 || (line.Size > 0 ? probe.Length > line.Size : probe.Length < -line.Size);
            if (fits && (line.Ttl == ttl || (line.IsOpen && ttl >= line.Ttl)) && (line.Attempt is null || line.Attempt == attempt))
            {
                yield return (line.Delay, Build(line, probe));
            }
        }
    }

    private static byte[] Build(Line line, byte[] probe)
    {
        bool isV6 = line.Address.IsIPv6;
        byte unreachable = isV6 ? IcmpType.V6DestinationUnreachable : IcmpType.DestinationUnreachable;
        return line.Kind switch
        {
            "te" => ReplyPackets.Error(
                line.Address, isV6 ? IcmpType.V6TimeExceeded : IcmpType.TimeExceeded, 0, probe, new() { Labels = line.Value == 0 ? [] : [line.Value] }),
            "echo" => ReplyPackets.EchoReply(line.Address, probe),
            "port" => ReplyPackets.Error(line.Address, unreachable, isV6 ? IcmpType.V6PortUnreachableCode : IcmpType.PortUnreachableCode, probe),
            "unreach" => ReplyPackets.Error(line.Address, unreachable, (byte)line.Value, probe),
            "big" => ReplyPackets.Error(
                line.Address, isV6 ? IcmpType.V6PacketTooBig : IcmpType.DestinationUnreachable, (byte)(isV6 ? 0 : 4), probe, new() { NextHopMtu = (ushort)line.Value }),
            "tcp" or "udp" => ReplyPackets.Transport(line.Address, probe, 0x12),
            _ => throw new FormatException(line.Kind),
        };
    }

    private sealed record Line(int Ttl, bool IsOpen, int? Attempt, HostAddress Address, TimeSpan Delay, string Kind, uint Value, int Size);
}
