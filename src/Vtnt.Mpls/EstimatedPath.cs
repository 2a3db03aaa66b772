namespace Vtnt.Mpls;

/// <summary>Whose length an estimate tells: the tunnel on the way there, or whatever lies on the way back.</summary>
public enum EstimatedPath : byte
{
    /// <summary>The tunnel towards the destination.</summary>
    Forward,

    /// <summary>The way back, whose tunnel need not be as long, nor exist.</summary>
    Return,
}
