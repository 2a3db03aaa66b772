using System.Numerics;

namespace Vtnt.Warts;

/// <summary>
/// Where the parameters of a hop record are that has a given set of them. The hops of a file have few sets, so their
/// layouts are made once and shared.
/// </summary>
internal sealed class HopLayout
{
    /// <summary>Offset of a parameter that is absent.</summary>
    internal const byte Absent = 0xFF;

    private static readonly ulong OneByte = ParameterBlock.Bits(
        HopCodec.ProbeTtl, HopCodec.ReplyTtl, HopCodec.Flags, HopCodec.ProbeId, HopCodec.ReplyTos, HopCodec.QuotedTtl, HopCodec.TcpFlags,
        HopCodec.QuotedTos);

    private static readonly ulong TwoBytes = ParameterBlock.Bits(
        HopCodec.Icmp, HopCodec.ProbeSize, HopCodec.ReplySize, HopCodec.ReplyIpId, HopCodec.NextHopMtu, HopCodec.QuotedLength);

    private static readonly ulong FourBytes = ParameterBlock.Bits(HopCodec.LegacyAddress, HopCodec.Rtt);

    private static readonly ulong TntOneByte = ParameterBlock.Bits(
        HopCodec.TntEchoReplyTtl, HopCodec.TntTypes, HopCodec.TntFailures, HopCodec.TntStep, HopCodec.TntSlot);

    /// <summary>Works out a set's layout.</summary>
    /// <param name="flags">The parameters present.</param>
    /// <param name="dialect">Scamper or Tnt: what parameters from 20 on are.</param>
    internal HopLayout(ulong flags, WartsDialect dialect)
    {
        (Flags, IsTnt) = (flags, dialect == WartsDialect.Tnt);
        LegacyAddress = Fixed(HopCodec.LegacyAddress);
        ProbeTtl = Fixed(HopCodec.ProbeTtl);
        ReplyTtl = Fixed(HopCodec.ReplyTtl);
        ReplyFlags = Fixed(HopCodec.Flags);
        ProbeId = Fixed(HopCodec.ProbeId);
        Rtt = Fixed(HopCodec.Rtt);
        Icmp = Fixed(HopCodec.Icmp);
        ProbeSize = Fixed(HopCodec.ProbeSize);
        ReplySize = Fixed(HopCodec.ReplySize);
        ReplyIpId = Fixed(HopCodec.ReplyIpId);
        ReplyTos = Fixed(HopCodec.ReplyTos);
        NextHopMtu = Fixed(HopCodec.NextHopMtu);
        QuotedLength = Fixed(HopCodec.QuotedLength);
        QuotedTtl = Fixed(HopCodec.QuotedTtl);
        TcpFlags = Fixed(HopCodec.TcpFlags);
        QuotedTos = Fixed(HopCodec.QuotedTos);
        FixedLength = LengthBelow(HopCodec.Extensions);
        HasExtensions = Has(HopCodec.Extensions);
        HasAddress = Has(HopCodec.Address);
        HasSentAt = Has(HopCodec.SentAt);
        HasName = !IsTnt && Has(HopCodec.Name);
        TntEchoReplyTtl = Tnt(HopCodec.TntEchoReplyTtl);
        TntTypes = Tnt(HopCodec.TntTypes);
        TntFailures = Tnt(HopCodec.TntFailures);
        TntDiscoveries = Tnt(HopCodec.TntDiscoveries);
        TntStep = Tnt(HopCodec.TntStep);
        TntSlot = Tnt(HopCodec.TntSlot);
        TntLength = BitOperations.PopCount(flags & TntOneByte) + (Has(HopCodec.TntDiscoveries) ? 2 : 0);
    }

    internal ulong Flags { get; }

    internal bool IsTnt { get; }

    // Offsets from the first parameter.
    internal byte LegacyAddress { get; }

    internal byte ProbeTtl { get; }

    internal byte ReplyTtl { get; }

    internal byte ReplyFlags { get; }

    internal byte ProbeId { get; }

    internal byte Rtt { get; }

    internal byte Icmp { get; }

    internal byte ProbeSize { get; }

    internal byte ReplySize { get; }

    internal byte ReplyIpId { get; }

    internal byte ReplyTos { get; }

    internal byte NextHopMtu { get; }

    internal byte QuotedLength { get; }

    internal byte QuotedTtl { get; }

    internal byte TcpFlags { get; }

    internal byte QuotedTos { get; }

    /// <summary>Length of parameters 1 to 16, the ones of fixed size in front.</summary>
    internal int FixedLength { get; }

    internal bool HasExtensions { get; }

    internal bool HasAddress { get; }

    internal bool HasSentAt { get; }

    internal bool HasName { get; }

    // Offsets from the first of TNT's parameters.
    internal byte TntEchoReplyTtl { get; }

    internal byte TntTypes { get; }

    internal byte TntFailures { get; }

    internal byte TntDiscoveries { get; }

    internal byte TntStep { get; }

    internal byte TntSlot { get; }

    /// <summary>Length of TNT's parameters.</summary>
    internal int TntLength { get; }

    /// <summary>True when parameter 25 is there and none above: TNT's last.</summary>
    internal bool EndsWithTntSlot => Flags >> (HopCodec.TntSlot - 1) == 1;

    private bool Has(int number) => (Flags & ParameterBlock.Bit(number)) != 0;

    private byte Fixed(int number) => Has(number) ? (byte)LengthBelow(number) : Absent;

    private byte Tnt(int number)
    {
        ulong below = Flags & (ParameterBlock.Bit(number) - 1);
        return !IsTnt || !Has(number) ? Absent
            : (byte)(BitOperations.PopCount(below & TntOneByte) + ((below & ParameterBlock.Bit(HopCodec.TntDiscoveries)) != 0 ? 2 : 0));
    }

    private int LengthBelow(int number)
    {
        ulong below = Flags & (ParameterBlock.Bit(number) - 1);
        return BitOperations.PopCount(below & OneByte) + (2 * BitOperations.PopCount(below & TwoBytes))
            + (4 * BitOperations.PopCount(below & FourBytes));
    }
}
