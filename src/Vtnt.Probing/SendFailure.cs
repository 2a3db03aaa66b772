namespace Vtnt.Probing;

/// <summary>Why a probe did not leave. <see cref="None"/> means that it did.</summary>
public enum SendFailure : byte
{
    /// <summary>The probe was sent.</summary>
    None = 0,

    /// <summary>No route or network unreachable (ENETUNREACH, EHOSTUNREACH), or no own address of the family (EADDRNOTAVAIL).</summary>
    Unreachable,

    /// <summary>Refused by a firewall or for lack of privilege (EPERM, EACCES).</summary>
    Refused,

    /// <summary>The kernel had no buffer for it (ENOBUFS, EAGAIN).</summary>
    NoBuffer,

    /// <summary>Larger than the interface carries (EMSGSIZE).</summary>
    TooBig,

    /// <summary>The interface is down (ENETDOWN).</summary>
    InterfaceDown,

    /// <summary>The transport cannot carry such a probe, see <see cref="TransportCapabilities"/>.</summary>
    NotSupported,

    /// <summary>The destination is reserved and the prober was not told to allow it; see <see cref="ReservedPrefixes"/>.</summary>
    NotAllowed,

    /// <summary>The destination is on the list of those that must not be probed; see <see cref="ProberOptions.DoNotProbe"/>.</summary>
    DoNotProbe,

    /// <summary>Any other error of the environment.</summary>
    Other,
}
