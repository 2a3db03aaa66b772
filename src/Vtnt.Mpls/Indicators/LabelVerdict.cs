namespace Vtnt.Mpls;

/// <summary>What the label stack of a hop says about its tunnel.</summary>
internal enum LabelVerdict : byte
{
    /// <summary>There are no labels.</summary>
    None,

    /// <summary>The label expired here: a router of a tunnel that shows itself.</summary>
    Explicit,

    /// <summary>The label had TTL left: the tunnel ends here and hid the routers before (opaque).</summary>
    Opaque,
}
