namespace Vtnt.Cli;

/// <summary>The help of <c>vtnt trace</c>.</summary>
internal static class TraceHelp
{
    internal const string Text =
        $"""
        vtnt trace: trace the path to each destination

        Usage: vtnt trace DEST… [options]

        {CommonHelp.Destinations}

        The letters are those of scamper's trace:
          -P METHOD   udp-paris (default), icmp-paris, udp, icmp, tcp, tcp-ack
          -q N        attempts per hop, 1 to 20 (2)           -Q        always send all attempts
          -f N        first hop, 1 to 255 (1)                 -m N      highest TTL, 0 means 255 (0)
          -g N        gap limit: silent hops to accept (5)    -G 1|2    at the gap limit: stop, or probe with TTL 255 first
          -w TIME     wait for an answer, 1 to 10 s (5s)      -W TIME   least time between probes, 0 to 2 s
          -H TIME     least time between probes of a hop      -N N      hops probed in parallel (1)
          -c 95|99    probe until all addresses of a hop are seen with this confidence
          -l N        loops after which to stop, 0 never (1)  -T        go on behind the destination's own answer
          -M          find the path MTU
          -d PORT     destination port (33435); for icmp-paris the checksum
          -s PORT     source port or ICMP identifier          -S ADDR   source address
          -t N        TOS or traffic class (0)                -U N      free number stored with the result
          -p HEX      payload                                 -o N      IPv6 fragment offset
          -r ADDR     hand all probes to this router on the link, whatever the routing table says
          -O WORD     back, const-payload, dl, dtree-noback, ptr, raw
          -z ADDR     stop at this address (doubletree)       -Z NAME   local stop set (doubletree)

        {CommonHelp.Options}
          --format WORD         text, json, scamper-json, scamper-text

        """;
}
