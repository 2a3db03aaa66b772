namespace Vtnt.Probing.Transports;

/// <summary>How packets towards a destination leave the host, as the kernel's routing table says.</summary>
public sealed record Route
{
    /// <summary>The destination that was asked for.</summary>
    public required HostAddress Destination { get; init; }

    /// <summary>The interface to leave by.</summary>
    public required NetworkLink Link { get; init; }

    /// <summary>The router to hand packets to; absent when the destination is on the link, or is this host.</summary>
    public HostAddress? Gateway { get; init; }

    /// <summary>The address that packets leave with; absent when the host has none that fits.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>The largest packet in bytes that leaves whole: the route's own limit, or else the link's.</summary>
    public required int Mtu { get; init; }

    /// <summary>True when the destination is one of this host's own addresses.</summary>
    public bool IsLocal { get; init; }
}
