namespace Vtnt.Cli;

/// <summary>The help of <c>vtnt tnt</c>.</summary>
internal static class TntHelp
{
    internal const string Text =
        $"""
        vtnt tnt: trace, notice MPLS tunnels, reveal the routers hidden in them

        Usage: vtnt tnt DEST… [options]
               vtnt tnt --lab invisible-php

        {CommonHelp.Destinations}

        The letters are those of the reference TNT, the same in both profiles:
          -m METHOD   icmp-paris (default) or udp-paris
          -c N        pings per address (1)
          -f N        FRPLA threshold: routers by which the way back seems longer (3)
          -r N        RTLA threshold: routers of the return tunnel (1)
          -s N        first hop (1)
          -b          brute force: suspect every pair of hops
          -v          show failed attempts too (in --format tnt)

        {CommonHelp.Options}
          --format WORD         text, json, tnt (the reference tool's text)
          --profile WORD        strict (default), or compat: TNT 5.0 with its defects

        """;
}
