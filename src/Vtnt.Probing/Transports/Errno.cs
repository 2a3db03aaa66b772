namespace Vtnt.Probing.Transports;

/// <summary>Linux's error numbers that transports tell apart (the same on x86-64 and arm64).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1, Interrupted = 4, BadDescriptor = 9, WouldBlock = 11, NoMemory = 12, AccessDenied = 13, BadAddress = 14,
        NoDevice = 19, InvalidArgument = 22, NotImplemented = 38, Protocol = 71, NotSocket = 88, MessageTooLong = 90, ProtocolNotAvailable = 92, ProtocolNotSupported = 93, FamilyNotSupported = 97, AddressInUse = 98, AddressNotAvailable = 99,
        NetworkDown = 100, NetworkUnreachable = 101, NoBufferSpace = 105, TimedOut = 110, ConnectionRefused = 111, HostDown = 112, HostUnreachable = 113,
        InProgress = 115;

    /// <summary>What a failed send means for its probe.</summary>
    internal static SendFailure ToSendFailure(int errno) => errno switch
    {
        NetworkUnreachable or HostUnreachable or HostDown or AddressNotAvailable => SendFailure.Unreachable,
        NotPermitted or AccessDenied => SendFailure.Refused,
        NoBufferSpace or WouldBlock or NoMemory => SendFailure.NoBuffer,
        MessageTooLong => SendFailure.TooBig,
        NetworkDown => SendFailure.InterfaceDown,
        _ => SendFailure.Other,
    };

    /// <summary>
    /// True for errors that ICMP leaves on a socket, for an interface that is down, and for signals: they pass.
    /// </summary>
    /// <exception cref="ProbingException">Any other error means that the socket is gone.</exception>
    internal static bool IsPassing(int errno, string doing) =>
        errno is Interrupted or ConnectionRefused or HostUnreachable or NetworkUnreachable or NetworkDown or HostDown or MessageTooLong
            or ProtocolNotAvailable or Protocol or AccessDenied or NoMemory
            ? true
            : throw Gone(errno, doing);

    /// <summary>True when the socket itself is gone, whatever was to be done with it.</summary>
    internal static bool IsGone(int errno) => errno is BadDescriptor or NotSocket;

    /// <summary>The socket is gone.</summary>
    internal static ProbingException Gone(int errno, string doing) =>
        new(ProbingError.SocketFailed, $"The raw socket failed while {doing} (error {errno}); start the measurement again.", errno);
}
