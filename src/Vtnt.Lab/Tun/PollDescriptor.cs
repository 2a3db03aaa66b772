using System.Runtime.InteropServices;

namespace Vtnt.Lab.Tun;

/// <summary>The C library's <c>pollfd</c>: 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    internal int Descriptor;
    internal short Events;
    internal short Happened;
}
