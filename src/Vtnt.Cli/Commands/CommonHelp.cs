namespace Vtnt.Cli;

/// <summary>The part of the help that all measuring commands share.</summary>
internal static class CommonHelp
{
    internal const string Destinations =
        """
        DEST is an address or a host name. Options and destinations may be mixed; a letter's value is an argument of its
        own (-q 3, not -q3).
        """;

    internal const string Options =
        """
        Where and whom:
          --lab NAME            probe a simulated network (vtnt lab list): no privilege, no network, no waiting
          --seed N              what the simulation's chance is drawn from (1)
          --targets FILE        more destinations, one per line, # begins a comment; - is standard input
          -4, -6                IPv4 or IPv6 only
          --source ADDRESS      source address of the probes
          --interface NAME      network interface to send and receive by
          --allow-reserved      probe private and other reserved addresses too: they are ordinary here
          --do-not-probe FILE   prefixes that are never probed, one per line

        How fast:
          --pps N               probes per second over all destinations (20)
          --window N            measurements at once; 0 means as many as the rate allows (0)

        Results:
          -n                    no host names
          --json                one JSON object per destination and line (docs/schema)
          --warts FILE          write, or append, warts
          --record FILE         write every packet sent and received to a pcap file

        """;
}
