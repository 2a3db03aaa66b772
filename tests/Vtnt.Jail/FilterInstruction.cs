using System.Runtime.InteropServices;

namespace Vtnt.Jail;

/// <summary>One instruction of a classic BPF program, the C library's <c>struct sock_filter</c>: 8 bytes.</summary>
/// <param name="Code">Operation.</param>
/// <param name="JumpTrue">Instructions to skip when a test holds.</param>
/// <param name="JumpFalse">Instructions to skip when it does not.</param>
/// <param name="Operand">Constant or offset.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);
