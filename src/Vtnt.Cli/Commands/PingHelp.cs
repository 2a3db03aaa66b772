namespace Vtnt.Cli;

/// <summary>The help of <c>vtnt ping</c>.</summary>
internal static class PingHelp
{
    internal const string Text =
        $"""
        vtnt ping: ping each destination

        Usage: vtnt ping DEST… [options]

        {CommonHelp.Destinations}

        The letters are those of scamper's ping:
          -P METHOD   icmp-echo (default), icmp-time, udp, udp-dport, udp-sport, tcp-ack, tcp-ack-sport, tcp-syn,
                      tcp-syn-sport, tcp-synack, tcp-rst
          -c N        probes to send (4)                      -o N      replies after which to stop, 0 for none (0)
          -i TIME     time between probes, 1 ms to 20 s (1s)  -W TIME   wait for an answer, 1 ms to 255 s (1s)
          -m N        TTL, 1 to 255 (64)                      -z N      TOS or traffic class (0)
          -d PORT     destination port, or first sequence     -F PORT   source port or ICMP identifier
          -s SIZE     size of the whole packet (84)           -b SIZE   size of the payload
          -B HEX      payload                                 -p HEX    pattern to repeat as payload
          -C N        ICMP checksum to carry                  -A N      TCP acknowledgement number
          -R          record route                            -T WORD   tsonly, tsandaddr, tsprespec=ADDR,…
          -M MTU      answer larger replies with a packet too big of this MTU, through a packet socket (0: never)
          -S ADDR     source address, one of this machine's
          -r ADDR     hand all probes to this router on the link, whatever the routing table says
          -O WORD     dl, dltx, raw, sockrx: the sockets; mss=N: segments announce this size; tbt: with -M, over IPv6,
                      -o counts fragmented replies alone; spoof: -S may be anybody's, with their consent, and probes
                      carry the real address unless nosrc
          -U N        free number stored with the result

        {CommonHelp.Options}
          --format WORD         text, json, scamper-json, scamper-text

        """;
}
