using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <content>TNT's option letters.</content>
public sealed partial record TntOptions
{
    private const long NoLimit = int.MaxValue;

    /// <summary>The option letters of <c>tnt</c>, the same in both profiles.</summary>
    public static OptionSyntax Syntax { get; } = new("bc#f#m:r#s#v");

    /// <summary>
    /// Parses TNT's option letters: <c>-b</c> brute force, <c>-c</c> pings per address, <c>-f</c> FRPLA threshold,
    /// <c>-m</c> method, <c>-r</c> RTLA threshold, <c>-s</c> first hop, <c>-v</c> verbose. Letters and destinations may be
    /// mixed. Destinations are not judged here.
    /// </summary>
    /// <param name="arguments">The arguments as the shell splits them, without the command's name.</param>
    /// <param name="defaults">What holds where no letter says otherwise; absent: the defaults of <see cref="TntOptions"/>.</param>
    public static ParsedOptions<TntOptions> Parse(IReadOnlyList<string> arguments, TntOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        TntOptions options = defaults ?? new TntOptions();
        List<string> operands = [];
        HashSet<char> seen = [];
        var reader = new OptionReader(arguments, Syntax);
        while (reader.Read())
        {
            if (reader.Kind == OptionTokenKind.Operand)
            {
                operands.Add(reader.Text);
                continue;
            }

            if (reader.Kind != OptionTokenKind.Letter)
            {
                return ParsedOptions.Failure<TntOptions>("could not parse tnt command");
            }

            if (!seen.Add(reader.Letter))
            {
                return ParsedOptions.Failure<TntOptions>($"repeated option -{reader.Letter}");
            }

            if (Apply(ref options, reader.Letter, reader.Text) is { } problem)
            {
                return ParsedOptions.Failure<TntOptions>($"-{reader.Letter} failed: {problem}");
            }
        }

        return reader.Problem == OptionProblem.None
            ? ParsedOptions.Success(options, operands)
            : ParsedOptions.Failure<TntOptions>("could not parse tnt command");
    }

    private static string? Apply(ref TntOptions options, char letter, string value)
    {
        string? problem = null;
        switch (letter)
        {
            case 'b':
                options = options with { BruteForce = true };
                break;
            case 'c':
                options = options with { PingCount = (int)Number(value, "ping count", ushort.MaxValue, ref problem) };
                break;
            case 'f':
                options = options with { FrplaThreshold = (int)Number(value, "frpla threshold", NoLimit, ref problem) };
                break;
            case 'm':
                options = options with { Method = MethodOf(value, ref problem) };
                break;
            case 'r':
                options = options with { RtlaThreshold = (int)Number(value, "rtla threshold", NoLimit, ref problem) };
                break;
            case 's':
                options = options with { FirstHop = (byte)Number(value, "first hop", byte.MaxValue, ref problem) };
                break;
            default:
                options = options with { Verbose = true };
                break;
        }

        return problem;
    }

    private static long Number(string value, string name, long maximum, ref string? problem)
    {
        if (!OptionValues.TryParseNumber(value, 1, maximum, out long number))
        {
            problem = maximum == NoLimit ? $"{name} must be at least 1" : $"{name} must be within 1 - {maximum}";
            return 1;
        }

        return number;
    }

    private static TraceMethod MethodOf(string value, ref string? problem)
    {
        switch (value.ToUpperInvariant())
        {
            case "ICMP-PARIS":
                return TraceMethod.IcmpParis;
            case "UDP-PARIS":
                return TraceMethod.UdpParis;
            default:
                problem = "the method must be icmp-paris or udp-paris";
                return TraceMethod.IcmpParis;
        }
    }
}
