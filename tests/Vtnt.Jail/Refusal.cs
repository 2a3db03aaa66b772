namespace Vtnt.Jail;

/// <summary>A system call that the unikernel has, but refuses with these arguments.</summary>
/// <param name="Call">Name of the system call.</param>
/// <param name="Errno">The error number that it returns.</param>
/// <param name="Conditions">All must hold.</param>
internal sealed record Refusal(string Call, int Errno, params Refusal.Condition[] Conditions)
{
    /// <summary>A demand on one argument.</summary>
    /// <param name="Argument">Index of the argument, from 0.</param>
    /// <param name="Value">What its lower 32 bits must be, or the bit that must be set.</param>
    /// <param name="IsBit">True when a bit is meant.</param>
    internal readonly record struct Condition(int Argument, uint Value, bool IsBit = false);
}
