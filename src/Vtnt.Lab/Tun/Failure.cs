using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>What a refusal of the system means for somebody who wants a lab: one sentence that says what to do.</summary>
[SupportedOSPlatform("linux")]
internal static class Failure
{
    private const string Privilege =
        "A lab on a TUN device needs root (a network namespace and an interface are made): use sudo, or measure the network in this process, which needs no privilege.";

    private const string NoTun =
        "This system has no TUN device: load the module with 'modprobe tun', or start the container with '--device /dev/net/tun'.";

    /// <summary>The call that has just failed as an exception.</summary>
    /// <param name="doing">What could not be done, as the end of "could not …".</param>
    internal static ProbingException Of(string doing) => Of(doing, Marshal.GetLastPInvokeError());

    /// <summary>A failed call as an exception.</summary>
    /// <param name="doing">What could not be done, as the end of "could not …".</param>
    /// <param name="errno">The system's error number.</param>
    internal static ProbingException Of(string doing, int errno) => errno switch
    {
        Libc.NotPermitted or Libc.AccessDenied => new(ProbingError.Privilege, Privilege, errno),
        Libc.FamilyNotSupported => new(ProbingError.NotSupported, $"The system could not {doing}: it lacks the protocol; start it without disabling the protocol, or use a network of the other family.", errno),
        _ => new(ProbingError.SocketFailed, $"The system could not {doing} ({Marshal.GetPInvokeErrorMessage(errno)}); try again, or measure the network in this process.", errno),
    };

    /// <summary>Why there is no TUN device to open.</summary>
    internal static ProbingException OfTun(int errno) => errno is Libc.NoEntry or Libc.NoDevice or Libc.NoDeviceOrAddress
        ? new(ProbingError.NotSupported, NoTun, errno)
        : Of("open /dev/net/tun", errno);
}
