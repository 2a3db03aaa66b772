using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>mmsghdr</c>: 64 bytes, one message of a batch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchMessage
{
    internal MessageHeader Header;

    /// <summary>Bytes that were sent or received.</summary>
    internal uint Length;
}
