namespace Vtnt.Probing;

/// <content>scamper's option letters.</content>
public sealed partial record PingOptions
{
    /// <summary>The option letters of <c>ping</c>.</summary>
    public static OptionSyntax Syntax => PingLetters.Syntax;

    /// <summary>
    /// Parses scamper's option letters of <c>ping</c> with its ranges. Letters and destinations may be mixed.
    /// </summary>
    /// <param name="arguments">The arguments as the shell splits them, without the command's name.</param>
    public static ParsedOptions<PingOptions> Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var letters = new PingLetters();
        PingOptions options = new();
        string? error = OptionLetters.Read("ping", arguments, PingLetters.Syntax, "O", letters.Apply, out IReadOnlyList<string> operands)
            ?? letters.Finish(OptionLetters.AddressesOf(operands), out options);
        return error is null ? ParsedOptions.Success(options, operands) : ParsedOptions.Failure<PingOptions>(error);
    }

    /// <summary>
    /// Parses one whole command as scamper takes it, for example <c>ping -c 2 192.0.2.1</c>: values may be quoted, and
    /// there must be at least one destination, each a numeric address.
    /// </summary>
    public static ParsedOptions<PingOptions> ParseCommand(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return OptionLetters.ParseCommand("ping", command, "expected address to ping", Parse);
    }
}
