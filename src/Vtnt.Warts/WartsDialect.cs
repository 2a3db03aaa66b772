namespace Vtnt.Warts;

/// <summary>
/// Whose numbering a trace record follows. TNT (2018) and scamper (since 2020) gave trace flag 0x80 and hop
/// parameter 20 different meanings.
/// </summary>
public enum WartsDialect : byte
{
    /// <summary>
    /// Decide per record: TNT when flag 0x80 is set, no trace parameter above 29 is present, and every hop carries
    /// parameter 25 and ends exactly where TNT's parameters end; otherwise scamper.
    /// </summary>
    Detect = 0,

    /// <summary>scamper's own numbering.</summary>
    Scamper = 1,

    /// <summary>TNT's: trace flag 0x80 marks a TNT trace, hop parameters 20 to 25 are TNT's annotation.</summary>
    Tnt = 2,
}
