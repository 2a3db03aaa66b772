namespace Vtnt.Jail;

/// <summary>Turns a surface into the BPF program that the kernel asks at every system call (seccomp, x86-64).</summary>
internal static class SeccompFilter
{
    private const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfBitSet = 0x45, Return = 0x06;
    private const uint Allow = 0x7FFF0000, Fail = 0x00050000, KillThread = 0;
    private const uint NumberOffset = 0, ArchitectureOffset = 4, FirstArgumentOffset = 16, ArgumentSize = 8;
    private const uint X64 = 0xC000003E;

    internal static FilterInstruction[] Build(IReadOnlyDictionary<string, uint> calls, IReadOnlyList<Refusal> refusals, int missingCallErrno)
    {
        List<FilterInstruction> program =
        [
            new(Load, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, X64),
            new(Return, 0, 0, KillThread),
        ];
        foreach (Refusal refusal in refusals)
        {
            AddRefusal(program, calls[refusal.Call], refusal);
        }

        program.Add(new(Load, 0, 0, NumberOffset));
        foreach (uint number in calls.Values)
        {
            program.Add(new(JumpIfEqual, 0, 1, number));
            program.Add(new(Return, 0, 0, Allow));
        }

        program.Add(new(Return, 0, 0, Fail | (uint)missingCallErrno));
        return [.. program];
    }

    /// <summary>A block that falls through to what follows it unless the call and all conditions are met.</summary>
    private static void AddRefusal(List<FilterInstruction> program, uint number, Refusal refusal)
    {
        int left = (refusal.Conditions.Length * 2) + 1;
        program.Add(new(Load, 0, 0, NumberOffset));
        program.Add(new(JumpIfEqual, 0, (byte)left, number));
        foreach (Refusal.Condition condition in refusal.Conditions)
        {
            left -= 2;
            program.Add(new(Load, 0, 0, FirstArgumentOffset + ((uint)condition.Argument * ArgumentSize)));
            program.Add(new(condition.IsBit ? JumpIfBitSet : JumpIfEqual, 0, (byte)left, condition.Value));
        }

        program.Add(new(Return, 0, 0, Fail | (uint)refusal.Errno));
    }
}
