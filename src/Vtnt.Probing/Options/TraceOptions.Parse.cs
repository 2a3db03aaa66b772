namespace Vtnt.Probing;

/// <content>scamper's option letters.</content>
public sealed partial record TraceOptions
{
    /// <summary>The option letters of <c>trace</c>.</summary>
    public static OptionSyntax Syntax => TraceLetters.Syntax;

    /// <summary>
    /// Parses scamper's option letters of <c>trace</c>, with its ranges, granularity and words of refusal. Letters and
    /// destinations may be mixed. Destinations are not judged here beyond what an option demands of a numeric one.
    /// </summary>
    /// <param name="arguments">The arguments as the shell splits them, without the command's name.</param>
    public static ParsedOptions<TraceOptions> Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var letters = new TraceLetters();
        TraceOptions options = new();
        string? error = OptionLetters.Read("trace", arguments, TraceLetters.Syntax, "Oz", letters.Apply, out IReadOnlyList<string> operands)
            ?? letters.Finish(OptionLetters.AddressesOf(operands), out options);
        return error is null ? ParsedOptions.Success(options, operands) : ParsedOptions.Failure<TraceOptions>(error);
    }

    /// <summary>
    /// Parses one whole command as scamper takes it, for example <c>trace -P icmp-paris -q 3 192.0.2.1</c>: values may
    /// be quoted, and there must be at least one destination, each a numeric address.
    /// </summary>
    public static ParsedOptions<TraceOptions> ParseCommand(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return OptionLetters.ParseCommand("trace", command, "expected address to trace", Parse);
    }
}
