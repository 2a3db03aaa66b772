namespace Vtnt.Lab;

/// <summary>A point-to-point link between two nodes.</summary>
internal sealed class Link
{
    internal Link(Node first, Node second, int index, int line)
    {
        Index = index;
        First = new(first, this);
        Second = new(second, this);
        Line = line;
    }

    internal LinkEnd First { get; }

    internal LinkEnd Second { get; }

    /// <summary>Its place among the links of the text, from 0.</summary>
    internal int Index { get; }

    internal int Line { get; }

    /// <summary>The cost of crossing it from its first end for the shortest path, at least 1.</summary>
    internal int WeightFromFirst { get; set; } = 10;

    /// <summary>The cost of crossing it from its second end, at least 1.</summary>
    internal int WeightFromSecond { get; set; } = 10;

    /// <summary>One-way delay in nanoseconds.</summary>
    internal long Delay { get; set; } = 1_000_000;

    /// <summary>The most that chance adds to the delay of one packet, in nanoseconds.</summary>
    internal long Jitter { get; set; }

    /// <summary>Share of the packets that is lost in each direction, 0 to 1.</summary>
    internal double Loss { get; set; }

    /// <summary>Share of the packets that arrives twice, 0 to 1.</summary>
    internal double Duplication { get; set; }

    /// <summary>The longest packet that it carries, labels included, in bytes.</summary>
    internal int Mtu { get; set; } = int.MaxValue;

    /// <summary>The class of packets to its prefixes.</summary>
    internal Fec Fec { get; set; } = null!;
}
