using System.Numerics;

namespace Vtnt.Warts;

/// <summary>
/// The parameters of a hop record and the check that makes reading them safe. Sizes of parameters 1 to 16 are fixed,
/// so their total is a count of bits; the rest is walked.
/// </summary>
internal static class HopCodec
{
    internal const int
        LegacyAddress = 1, ProbeTtl = 2, ReplyTtl = 3, Flags = 4, ProbeId = 5, Rtt = 6, Icmp = 7, ProbeSize = 8, ReplySize = 9,
        ReplyIpId = 10, ReplyTos = 11, NextHopMtu = 12, QuotedLength = 13, QuotedTtl = 14, TcpFlags = 15, QuotedTos = 16,
        Extensions = 17, Address = 18, SentAt = 19, Name = 20;

    internal const int TntEchoReplyTtl = 20, TntTypes = 21, TntFailures = 22, TntDiscoveries = 23, TntStep = 24, TntSlot = 25;

    private static readonly ulong OneByte =
        ParameterBlock.Bits(ProbeTtl, ReplyTtl, Flags, ProbeId, ReplyTos, QuotedTtl, TcpFlags, QuotedTos);

    private static readonly ulong TwoBytes = ParameterBlock.Bits(Icmp, ProbeSize, ReplySize, ReplyIpId, NextHopMtu, QuotedLength);

    private static readonly ulong FourBytes = ParameterBlock.Bits(LegacyAddress, Rtt);

    private static readonly ulong TntOneByte = ParameterBlock.Bits(TntEchoReplyTtl, TntTypes, TntFailures, TntStep, TntSlot);

    /// <summary>
    /// Checks the hop record at the cursor and notes its offset. Fails the cursor when the record does not fit, has no
    /// address or no TTL, or refers to an address that does not exist.
    /// </summary>
    /// <param name="cursor">At the record; afterwards behind it.</param>
    /// <param name="checker">Takes the offsets.</param>
    /// <param name="dialect">Scamper or Tnt.</param>
    /// <param name="order">What orders the record among its neighbours: the slot in TNT's dialect, else the TTL.</param>
    /// <returns>True when the record carries TNT's slot number and ends exactly where TNT's parameters end.</returns>
    internal static bool Check(scoped ref WartsCursor cursor, scoped in WartsChecker checker, WartsDialect dialect, out int order)
    {
        order = 0;
        int start = cursor.Position;
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        if (cursor.HasFailed)
        {
            return false;
        }

        ulong flags = block.Flags;
        int first = cursor.Position;
        if (block.Has(LegacyAddress))
        {
            checker.LegacyAddress(ref cursor);
        }

        order = block.Has(ProbeTtl) ? cursor.ReadByte() : 0;
        cursor.MoveTo(Math.Min(first + FixedLength(flags), block.End));
        if (block.Has(Extensions))
        {
            cursor.ReadBytes(cursor.ReadUInt16());
        }

        if (block.Has(Address))
        {
            checker.Address(ref cursor);
        }

        int end = cursor.Position + (block.Has(SentAt) ? 8 : 0);
        if (end > block.End || first + FixedLength(flags) > block.End || order == 0
            || !(block.Has(Address) || block.Has(LegacyAddress)))
        {
            cursor.Fail();
            return false;
        }

        cursor.MoveTo(end);
        bool isTnt = dialect == WartsDialect.Tnt ? CheckTnt(ref cursor, block, ref order) : CheckName(ref cursor, block);
        cursor.MoveTo(block.End);
        checker.Scratch.AddBlock(start, order);
        return isTnt;
    }

    /// <summary>
    /// A name ends with its NUL, which may lie behind the block: TNT's records, read as scamper reads them, have such
    /// "names".
    /// </summary>
    private static bool CheckName(scoped ref WartsCursor cursor, ParameterBlock block)
    {
        if (block.Has(Name))
        {
            cursor.ReadString();
        }

        return false;
    }

    private static bool CheckTnt(scoped ref WartsCursor cursor, ParameterBlock block, ref int order)
    {
        cursor.MoveTo(cursor.Position + BitOperations.PopCount(block.Flags & TntOneByte) + (block.Has(TntDiscoveries) ? 2 : 0));
        if (cursor.HasFailed || cursor.Position > block.End)
        {
            cursor.Fail();
            return false;
        }

        if (!block.Has(TntSlot))
        {
            return false;
        }

        order = cursor.Body[cursor.Position - 1];
        return cursor.Position == block.End && order != 0 && block.Highest == TntSlot;
    }

    private static int FixedLength(ulong flags) =>
        BitOperations.PopCount(flags & OneByte) + (2 * BitOperations.PopCount(flags & TwoBytes)) + (4 * BitOperations.PopCount(flags & FourBytes));
}
