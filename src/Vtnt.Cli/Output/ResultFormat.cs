namespace Vtnt.Cli;

/// <summary>How results are written.</summary>
internal enum ResultFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object per destination and line, of our own schema (docs/schema).</summary>
    Json,

    /// <summary>The text of the reference TNT.</summary>
    Tnt,

    /// <summary>The JSON of scamper's tools.</summary>
    ScamperJson,

    /// <summary>The text of scamper's tools.</summary>
    ScamperText,
}
