namespace Vtnt.Probing;

/// <summary>Who read the clock for a time stamp. More exact origins have larger numbers.</summary>
public enum TimestampOrigin : byte
{
    /// <summary>Not known, for example read from a file that does not say.</summary>
    Unknown = 0,

    /// <summary>The program, when it handed over or took the packet.</summary>
    UserSpace = 1,

    /// <summary>The kernel's socket layer (SO_TIMESTAMPNS), when the packet reached the socket.</summary>
    Socket = 2,

    /// <summary>The datalink layer (AF_PACKET, libpcap), when the packet passed the interface.</summary>
    Datalink = 3,

    /// <summary>A simulated network's own clock.</summary>
    Simulated = 4,
}
