namespace Vtnt.Mpls;

/// <summary>How well a tunnel is proven, weakest first.</summary>
public enum TunnelGrade : byte
{
    /// <summary>
    /// Routers appeared towards the suspected egress and nothing more: the routes of transit traffic and to the egress
    /// itself may simply differ.
    /// </summary>
    ExtraRoutersOnly,

    /// <summary>The evidence that named it fits what was found, without a second proof.</summary>
    Likely,

    /// <summary>Labels were seen, or two independent pieces of evidence agree on its length.</summary>
    Confirmed,
}
