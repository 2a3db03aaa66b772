namespace Vtnt.Probing;

/// <summary>What follows an option letter on the command line.</summary>
public enum OptionValueKind : byte
{
    /// <summary>Nothing: the letter is a flag, and flags may stand together (<c>-MQT</c>).</summary>
    None,

    /// <summary>The next token, decimal digits with an optional leading minus.</summary>
    Number,

    /// <summary>The next token, any text.</summary>
    Text,
}
