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
          --explain             say for each verdict the rule, what was observed, and what would have changed it
          --compare-profiles    say what strict and compat find differently, and why
          --budget N            percent of probes that a destination may cost beyond what TNT would spend on it (25)
          --dialect WORD        what --warts writes: scamper (default), every trace and ping as any tool reads them, from which
                                'vtnt warts tnt' finds the tunnels again; or tnt, the paths with their hidden routers
          --profile WORD        strict (default), or compat: TNT 5.0 with its defects

        """;
}
