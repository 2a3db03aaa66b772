namespace Vtnt.Mpls;

/// <summary>What a measurement asked for by TNT is for.</summary>
public enum TntRequestKind : byte
{
    /// <summary>The trace towards the destination.</summary>
    InitialTrace,

    /// <summary>A ping that tells the initial TTL of an address's echo replies.</summary>
    FingerprintPing,

    /// <summary>A second ping of an address: what rests on one TTL must be seen twice.</summary>
    ConfirmingPing,

    /// <summary>A trace towards a suspected egress or a router revealed before.</summary>
    RevelationTrace,

    /// <summary>A second look at the hops between which routers were revealed.</summary>
    ConfirmingTrace,

    /// <summary>A ping that tells a /31 from a /30.</summary>
    BuddyPing,

    /// <summary>A UDP trace towards the other address of a link.</summary>
    BuddyTrace,
}
