namespace Vtnt.Probing;

/// <summary>Makes <see cref="ParsedOptions{TOptions}"/>.</summary>
public static class ParsedOptions
{
    /// <summary>Options and the operands between them.</summary>
    public static ParsedOptions<TOptions> Success<TOptions>(TOptions options, IReadOnlyList<string> operands)
        where TOptions : class => new(options, operands, null);

    /// <summary>The one thing that is wrong.</summary>
    public static ParsedOptions<TOptions> Failure<TOptions>(string error)
        where TOptions : class => new(null, [], error);
}
