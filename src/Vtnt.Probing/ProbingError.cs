namespace Vtnt.Probing;

/// <summary>What of the environment prevents probing.</summary>
public enum ProbingError
{
    /// <summary>The process may not open raw sockets (EPERM, EACCES).</summary>
    Privilege,

    /// <summary>The system has no such socket, device or feature.</summary>
    NotSupported,

    /// <summary>No source address or interface leads to the destination.</summary>
    NoRoute,

    /// <summary>A named interface or address does not exist.</summary>
    NoInterface,

    /// <summary>A socket or device failed or was closed under us.</summary>
    SocketFailed,

    /// <summary>A file, the console or a connection could not be opened, read or written.</summary>
    ChannelFailed,
}
