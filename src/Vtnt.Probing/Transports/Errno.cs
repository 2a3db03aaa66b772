namespace Vtnt.Probing.Transports;

/// <summary>Linux's error numbers that transports tell apart (the same on x86-64 and arm64).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1, Interrupted = 4, WouldBlock = 11, NoMemory = 12, AccessDenied = 13, BadAddress = 14,
        InvalidArgument = 22, MessageTooLong = 90, ProtocolNotSupported = 93, FamilyNotSupported = 97, AddressNotAvailable = 99,
        NetworkDown = 100, NetworkUnreachable = 101, NoBufferSpace = 105, ConnectionRefused = 111, HostDown = 112, HostUnreachable = 113;

    /// <summary>What a failed send means for its probe.</summary>
    internal static SendFailure ToSendFailure(int errno) => errno switch
    {
        NetworkUnreachable or HostUnreachable or HostDown => SendFailure.Unreachable,
        NotPermitted or AccessDenied => SendFailure.Refused,
        NoBufferSpace or WouldBlock or NoMemory => SendFailure.NoBuffer,
        MessageTooLong => SendFailure.TooBig,
        NetworkDown => SendFailure.InterfaceDown,
        _ => SendFailure.Other,
    };
}
