using System.Diagnostics.CodeAnalysis;

namespace Vtnt.Probing;

/// <summary>What parsing a measurement's arguments gave: options and operands, or one error text.</summary>
/// <typeparam name="TOptions">The record the letters describe.</typeparam>
public sealed class ParsedOptions<TOptions>
    where TOptions : class
{
    internal ParsedOptions(TOptions? options, IReadOnlyList<string> operands, string? error) =>
        (Options, Operands, Error) = (options, operands, error);

    /// <summary>The options; null when there is an <see cref="Error"/>.</summary>
    public TOptions? Options { get; }

    /// <summary>The destinations as typed, in order; they may be names. Empty when there is an <see cref="Error"/>.</summary>
    public IReadOnlyList<string> Operands { get; }

    /// <summary>What is wrong, in scamper's words where it has any; null when nothing is.</summary>
    public string? Error { get; }

    /// <summary>True when there are options and no error.</summary>
    [MemberNotNullWhen(true, nameof(Options))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;
}
