namespace Vtnt.Warts;

/// <summary>Flags of a ping reply.</summary>
[Flags]
public enum WartsPingReplyFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The reply's TTL is known.</summary>
    ReplyTtl = 0x01,

    /// <summary>The reply's IP identification is known.</summary>
    ReplyIpId = 0x02,

    /// <summary>The probe's IP identification is known.</summary>
    ProbeIpId = 0x04,

    /// <summary>The transmit time is the datalink's.</summary>
    DatalinkSendTime = 0x08,

    /// <summary>The receive time is the datalink's.</summary>
    DatalinkReceiveTime = 0x10,

    /// <summary>The reply's TOS is known.</summary>
    ReplyTos = 0x20,

    /// <summary>The probe still waits for its answer.</summary>
    Pending = 0x40,
}
