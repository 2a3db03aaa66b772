namespace Vtnt.Cli;

/// <summary>Which form of results the arguments ask for.</summary>
internal static class FormatOptions
{
    internal static ResultFormat Read(ProgramArguments arguments, bool hasTnt)
    {
        if (arguments.Has("json") && arguments.Has("format"))
        {
            throw new UsageException("--json is --format json; give one of them");
        }

        string word = arguments.Has("json") ? "json"
            : hasTnt ? arguments.OneOf("format", "text", "json", "tnt")
            : arguments.OneOf("format", "text", "json", "scamper-json", "scamper-text");
        return word switch
        {
            "json" => ResultFormat.Json,
            "tnt" => ResultFormat.Tnt,
            "scamper-json" => ResultFormat.ScamperJson,
            "scamper-text" => ResultFormat.ScamperText,
            _ => ResultFormat.Text,
        };
    }
}
