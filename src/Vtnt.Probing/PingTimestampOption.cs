namespace Vtnt.Probing;

/// <summary>What the IPv4 timestamp option of a ping asks for (RFC 791).</summary>
public enum PingTimestampOption : byte
{
    /// <summary>There is no such option.</summary>
    None = 0,

    /// <summary>Time stamps of whoever passes the packet on.</summary>
    TimesOnly = 1,

    /// <summary>Time stamps, each with the address of who put it in.</summary>
    TimesAndAddresses = 2,

    /// <summary>Time stamps of the addresses that the request names.</summary>
    Prespecified = 4,
}
