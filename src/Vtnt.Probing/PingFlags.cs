namespace Vtnt.Probing;

/// <summary>How a ping was made. The bits are those of the warts format.</summary>
[Flags]
public enum PingFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The IPv4 record-route option was sent.</summary>
    RecordRoute = 0x001,

    /// <summary>The source address was not ours.</summary>
    Spoof = 0x002,

    /// <summary>The stored data is the whole payload, not a pattern.</summary>
    Payload = 0x004,

    /// <summary>IPv4 timestamp option, time stamps only.</summary>
    TimestampsOnly = 0x008,

    /// <summary>IPv4 timestamp option, with addresses.</summary>
    TimestampsAndAddresses = 0x010,

    /// <summary>The ICMP checksum was forced.</summary>
    IcmpChecksum = 0x020,

    /// <summary>A datalink socket was open for time stamps.</summary>
    Datalink = 0x040,

    /// <summary>Large replies were answered with a packet-too-big so that fragments come, which alone count.</summary>
    TooBigTrick = 0x080,

    /// <summary>The host's own address was not to stand in spoofed probes.</summary>
    NoSource = 0x100,

    /// <summary>Probes left through a raw socket.</summary>
    Raw = 0x200,

    /// <summary>Replies came through a plain socket.</summary>
    SocketReceive = 0x400,

    /// <summary>Probes left through the datalink.</summary>
    DatalinkTransmit = 0x800,
}
