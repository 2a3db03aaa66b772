using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Jail;

/// <summary>Takes from the calling thread what a unikernel does not have, then replaces the process by a program.</summary>
[SupportedOSPlatform("linux")]
internal static class Confinement
{
    private const ulong MainStack = 512 * 1024;

    /// <summary>Does not return unless something failed; then it says what.</summary>
    internal static unsafe string Become(string[] command, string? root, bool loopback)
    {
        if (command.Length == 0)
        {
            return "no program given";
        }

        // Opened before the root changes: the program itself need not lie inside.
        int program = Libc.Open(command[0], Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        if (program < 0)
        {
            return Failure($"cannot open {command[0]}");
        }

        // All that may compile or load something happens before the root changes and the filter bites: hence a call in vain.
        byte** arguments = ToNative(command);
        byte** environment = ToNative(["HOME=/", "PWD=/"]);
        byte** empty = ToNative([""]);
        FilterInstruction[] filter = SeccompFilter.Build(UnikernelSurface.SystemCalls, UnikernelSurface.Refusals, UnikernelSurface.MissingCallErrno);
        _ = Libc.ExecuteAt(-1, *empty, arguments, environment, Libc.EmptyPath);
        if (Restrict(loopback) is { } failure)
        {
            return failure;
        }

        fixed (FilterInstruction* instructions = filter)
        {
            var installed = new Libc.FilterProgram { Length = (ushort)filter.Length, Instructions = instructions };
            if (root is not null && (Libc.ChangeRoot(root) != 0 || Libc.ChangeDirectory("/") != 0))
            {
                return Failure($"cannot make {root} the root directory");
            }

            if (Libc.ProcessControl(Libc.SetSeccomp, Libc.SeccompFilter, (nuint)(&installed), 0, 0) != 0)
            {
                return Failure("cannot install the filter");
            }
        }

        _ = Libc.ExecuteAt(program, *empty, arguments, environment, Libc.EmptyPath);
        return Failure($"cannot execute {command[0]}");
    }

    private static string? Restrict(bool loopback)
    {
        if (loopback && (Libc.Unshare(Libc.NewNetworkNamespace) != 0 || !TryRaiseLoopback()))
        {
            return Failure("cannot make a network namespace");
        }

        if (Libc.SetAffinity(0, sizeof(ulong), 1) != 0)
        {
            return Failure("cannot keep to one processor");
        }

        var stack = new Libc.ResourceLimit { Soft = MainStack, Hard = MainStack };
        return Libc.SetLimit(Libc.StackLimit, stack) != 0 ? Failure("cannot limit the stack")
            : Libc.ProcessControl(Libc.SetNoNewPrivileges, 1, 0, 0, 0) != 0 ? Failure("cannot give up new privileges")
            : null;
    }

    private static bool TryRaiseLoopback()
    {
        int socket = Libc.Socket(2, 2, 0);
        var request = new Libc.InterfaceRequest { Name = (ushort)('l' | ('o' << 8)) };
        bool isUp = Libc.ControlInterface(socket, Libc.GetInterfaceFlags, ref request) == 0;
        request.Flags |= Libc.InterfaceUp;
        isUp = isUp && Libc.ControlInterface(socket, Libc.SetInterfaceFlags, ref request) == 0;
        _ = Libc.Close(socket);
        return isUp;
    }

    private static string Failure(string what) => $"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";

    /// <summary>A null-terminated array of C strings that lives as long as the process.</summary>
    private static unsafe byte** ToNative(string[] texts)
    {
        byte** pointers = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(texts[i]);
            pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)text.Length + 1);
            text.CopyTo(new Span<byte>(pointers[i], text.Length));
        }

        return pointers;
    }
}
