namespace Vtnt.Probing;

/// <summary>Why an <see cref="OptionReader"/> stopped before the end.</summary>
public enum OptionProblem : byte
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The syntax has no such letter.</summary>
    UnknownLetter,

    /// <summary>The letter takes a value, and no token follows.</summary>
    MissingValue,

    /// <summary>The value must be a number and is something else.</summary>
    NotANumber,

    /// <summary>A letter that takes a value stands in a cluster (<c>-Qq</c>), or its value is glued to it (<c>-q3</c>).</summary>
    GluedValue,

    /// <summary>A single <c>-</c>.</summary>
    LoneDash,
}
