namespace Vtnt.Mpls;

/// <summary>Whose rules are applied.</summary>
public enum TntProfile : byte
{
    /// <summary>Ours: every hidden tunnel of a path, and the known defects of TNT 5.0 corrected.</summary>
    Strict,

    /// <summary>TNT 5.0 (2018) bit for bit, its defects included.</summary>
    Compat,
}
