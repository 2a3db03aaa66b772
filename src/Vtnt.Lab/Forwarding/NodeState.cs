namespace Vtnt.Lab;

/// <summary>What changes at a node while packets pass.</summary>
internal struct NodeState
{
    /// <summary>The identification of the next packet it originates.</summary>
    internal ushort NextIpId;

    /// <summary>ICMP errors that it may send now, a part of one included.</summary>
    internal double Tokens;

    /// <summary>When the tokens were counted, in nanoseconds.</summary>
    internal long TokensAt;
}
