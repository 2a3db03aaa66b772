using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The kernel's <c>sock_fprog</c>: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BpfProgram
{
    internal ushort Length;
    internal BpfInstruction* Instructions;
}
