namespace Vtnt.Probing;

/// <summary>How a trace was made. The bits are those of the warts format.</summary>
[Flags]
public enum TraceFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Every attempt was sent to every hop.</summary>
    AllAttempts = 0x001,

    /// <summary>The path MTU was discovered after the forward path.</summary>
    PathMtu = 0x002,

    /// <summary>A datalink socket was open for time stamps.</summary>
    Datalink = 0x004,

    /// <summary>A time-exceeded from the destination did not stop the trace.</summary>
    IgnoreDestinationTimeExceeded = 0x008,

    /// <summary>Doubletree (SIGMETRICS 2005) with stop sets.</summary>
    Doubletree = 0x010,

    /// <summary>The destination port is the constant ICMP checksum of every probe.</summary>
    ChecksumInDestinationPort = 0x020,

    /// <summary>The payload was the same in every probe.</summary>
    ConstantPayload = 0x040,

    /// <summary>Replies came through the socket's error queue, without their own headers.</summary>
    ErrorQueue = 0x080,

    /// <summary>Names of addresses were looked up.</summary>
    ReverseNames = 0x100,

    /// <summary>TCP probes left through a raw IP socket.</summary>
    Raw = 0x200,

    /// <summary>Probing went from the highest TTL down.</summary>
    Backwards = 0x400,
}
