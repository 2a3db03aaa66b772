using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The kernel's <c>sock_filter</c>: 8 bytes, one instruction of the classic packet filter.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BpfInstruction(ushort code, uint value, byte whenTrue = 0, byte whenFalse = 0)
{
    internal const ushort LoadWord = 0x20, LoadHalf = 0x28, LoadByte = 0x30, JumpIfEqual = 0x15, Return = 0x06;

    internal readonly ushort Code = code;

    /// <summary>Instructions to skip when the comparison holds.</summary>
    internal readonly byte WhenTrue = whenTrue;

    /// <summary>Instructions to skip when it does not.</summary>
    internal readonly byte WhenFalse = whenFalse;

    internal readonly uint Value = value;
}
