namespace Vtnt.Warts;

/// <summary>Flags of a hop record. Neither <see cref="Tcp"/> nor <see cref="Udp"/> means that the reply is ICMP.</summary>
[Flags]
public enum WartsHopFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The receive time is the socket's.</summary>
    SocketReceiveTime = 0x01,

    /// <summary>The transmit time is the datalink's.</summary>
    DatalinkSendTime = 0x02,

    /// <summary>The receive time is the datalink's.</summary>
    DatalinkReceiveTime = 0x04,

    /// <summary>TNT only: times are read from the processor's time-stamp counter.</summary>
    TimestampCounter = 0x08,

    /// <summary>The reply's TTL is known.</summary>
    ReplyTtl = 0x10,

    /// <summary>The reply is a TCP segment.</summary>
    Tcp = 0x20,

    /// <summary>The reply is a UDP datagram.</summary>
    Udp = 0x40,
}
