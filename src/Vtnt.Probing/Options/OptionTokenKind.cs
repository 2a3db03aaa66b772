namespace Vtnt.Probing;

/// <summary>What an <see cref="OptionReader"/> stands at.</summary>
public enum OptionTokenKind : byte
{
    /// <summary>Nothing was read yet, or there is nothing left.</summary>
    None,

    /// <summary>An option letter of the syntax, with its value if it takes one.</summary>
    Letter,

    /// <summary>A long option (<c>--name</c> or <c>--name=value</c>); its meaning is the caller's.</summary>
    Word,

    /// <summary>Anything else: a destination.</summary>
    Operand,
}
