namespace Vtnt.Warts;

/// <summary>The parameters of a ping reply and the check that makes reading them safe.</summary>
internal static class PingReplyCodec
{
    internal const int
        LegacyAddress = 1, Flags = 2, ReplyTtl = 3, ReplySize = 4, Icmp = 5, Rtt = 6, ProbeId = 7, ReplyIpId = 8,
        ProbeIpId = 9, Protocol = 10, TcpFlags = 11, Address = 12, RecordRoute = 13, Timestamps = 14, FragmentId = 15,
        SentAt = 16, IcmpTimestamps = 17, ProbeSourcePort = 18, ReplyTos = 19, InterfaceName = 20, NextHopMtu = 21;

    private const int Highest = NextHopMtu;

    /// <summary>
    /// Checks the reply at the cursor and notes its offset; fails the cursor when it does not fit, has no address, or
    /// answers a probe that was not sent.
    /// </summary>
    internal static void Check(scoped ref WartsCursor cursor, scoped in WartsChecker checker, int probesSent, out int probeId)
    {
        int start = cursor.Position;
        probeId = 0;
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        for (ulong rest = block.Flags & ((1UL << Highest) - 1); rest != 0 && !cursor.HasFailed; rest &= rest - 1)
        {
            int number = System.Numerics.BitOperations.TrailingZeroCount(rest) + 1;
            if (number == ProbeId)
            {
                probeId = cursor.ReadUInt16();
                continue;
            }

            CheckParameter(ref cursor, checker, number);
        }

        if (cursor.Position > block.End || probeId >= probesSent || !(block.Has(Address) || block.Has(LegacyAddress)))
        {
            cursor.Fail();
        }

        cursor.MoveTo(block.End);
        if (!cursor.HasFailed)
        {
            checker.Scratch.AddBlock(start, probeId);
        }
    }

    private static void CheckParameter(scoped ref WartsCursor cursor, scoped in WartsChecker checker, int number)
    {
        switch (number)
        {
            case LegacyAddress:
                checker.LegacyAddress(ref cursor);
                break;
            case Address:
                checker.Address(ref cursor);
                break;
            case RecordRoute:
                checker.Addresses(ref cursor, cursor.ReadByte());
                break;
            case Timestamps:
                int times = cursor.ReadByte();
                int addresses = cursor.ReadByte();
                cursor.ReadBytes(4 * times);
                checker.Addresses(ref cursor, addresses);
                break;
            case InterfaceName:
                checker.InterfaceName(ref cursor);
                break;
            default:
                cursor.ReadBytes(LengthOf(number));
                break;
        }
    }

    private static int LengthOf(int number) => number switch
    {
        Flags or ReplyTtl or Protocol or TcpFlags or ReplyTos => 1,
        Rtt or FragmentId => 4,
        SentAt => 8,
        IcmpTimestamps => 12,
        _ => 2,
    };
}
