namespace Vtnt.Probing.Tests;

/// <summary>What may differ in a reply of <see cref="ReplyPackets"/>.</summary>
internal sealed record ReplyShape
{
    internal byte ReplyTtl { get; init; } = 250;

    internal byte ReplyTos { get; init; }

    internal ushort ReplyIpId { get; init; } = 7;

    internal byte QuotedTtl { get; init; } = 1;

    internal int QuotedBytes { get; init; } = 128;

    internal ushort NextHopMtu { get; init; }

    internal uint[] Labels { get; init; } = [];
}
