namespace Vtnt.Lab;

/// <summary>The TTLs with which a node sends what it originates: its TTL signature and that of its unreachables.</summary>
internal readonly record struct InitialTtls(byte TimeExceeded, byte EchoReply, byte Unreachable)
{
    /// <summary>The signature of a vendor (Vanaubel et al., IMC 2013), or null for an unknown name.</summary>
    internal static InitialTtls? OfVendor(string name) => name switch
    {
        "cisco" or "huawei" or "h3c" => new(255, 255, 255),
        "juniper" => new(255, 64, 255),
        "junose" => new(128, 128, 128),
        "nokia" or "brocade" or "mikrotik" or "linux" => new(64, 64, 64),
        _ => null,
    };
}
