using System.Buffers.Binary;
using System.Numerics;

namespace Vtnt.Warts;

/// <summary>
/// The parameters of a hop record and the check that makes reading them safe. Sizes of parameters 1 to 16 are fixed, so
/// the set of parameters tells where they are; the rest is walked.
/// </summary>
internal static class HopCodec
{
    internal const int
        LegacyAddress = 1, ProbeTtl = 2, ReplyTtl = 3, Flags = 4, ProbeId = 5, Rtt = 6, Icmp = 7, ProbeSize = 8, ReplySize = 9,
        ReplyIpId = 10, ReplyTos = 11, NextHopMtu = 12, QuotedLength = 13, QuotedTtl = 14, TcpFlags = 15, QuotedTos = 16,
        Extensions = 17, Address = 18, SentAt = 19, Name = 20;

    internal const int TntEchoReplyTtl = 20, TntTypes = 21, TntFailures = 22, TntDiscoveries = 23, TntStep = 24, TntSlot = 25;

    private const ulong FlagContinues = 0x8080_8080_8080_8080;

    /// <summary>
    /// Checks the hop record at the cursor and notes where its pieces are. Fails the cursor when the record does not fit,
    /// has no address or no TTL, or refers to an address that does not exist.
    /// </summary>
    /// <param name="cursor">At the record; afterwards behind it.</param>
    /// <param name="checker">Takes the places.</param>
    /// <param name="dialect">Scamper or Tnt.</param>
    /// <param name="order">What orders the record among its neighbours: the slot in TNT's dialect, else the TTL.</param>
    /// <returns>True when the record carries TNT's slot number and ends exactly where TNT's parameters end.</returns>
    internal static bool Check(scoped ref WartsCursor cursor, scoped in WartsChecker checker, WartsDialect dialect, out int order)
    {
        order = 0;
        HopLayout layout = ReadFront(ref cursor, checker.Scratch.Layouts, dialect, out int end);
        int first = cursor.Position;
        if (cursor.HasFailed || first + layout.FixedLength > end || layout.ProbeTtl == HopLayout.Absent)
        {
            cursor.Fail();
            return false;
        }

        ReadOnlySpan<byte> parameters = cursor.Body[first..end];
        order = parameters[layout.ProbeTtl];
        int address = BehindExtensions(layout, parameters);
        int inline = 0;
        cursor.MoveTo(first + Math.Min(address, end - first));
        if (layout.HasAddress)
        {
            inline = checker.Address(ref cursor);
        }

        if (layout.LegacyAddress != HopLayout.Absent)
        {
            checker.LegacyAddress(BinaryPrimitives.ReadUInt32BigEndian(parameters[layout.LegacyAddress..]), ref cursor);
        }

        int afterAddress = cursor.Position;
        if (address > end - first || afterAddress + (layout.HasSentAt ? 8 : 0) > end || order == 0
            || !(layout.HasAddress || layout.LegacyAddress != HopLayout.Absent))
        {
            cursor.Fail();
            return false;
        }

        bool isTnt = CheckEnd(ref cursor, layout, afterAddress + (layout.HasSentAt ? 8 : 0), end, ref order);
        checker.Scratch.AddHop(layout, first, inline, afterAddress, order);
        return isTnt;
    }

    /// <summary>Reads a parameter block's front; hops have few kinds, so it is compared with the last one before it is taken apart.</summary>
    private static HopLayout ReadFront(scoped ref WartsCursor cursor, HopLayouts layouts, WartsDialect dialect, out int end)
    {
        ReadOnlySpan<byte> front = cursor.Body[cursor.Position..];
        if (BinaryPrimitives.TryReadUInt64LittleEndian(front, out ulong raw) && (~raw & FlagContinues) is var last and not 0)
        {
            int count = (BitOperations.TrailingZeroCount(last) >> 3) + 1;
            if (count <= 6 && (raw & 0xFF) != 0)
            {
                HopLayout layout = layouts.OfRaw(raw & ((1UL << (8 * count)) - 1), count, dialect);
                int length = BinaryPrimitives.ReadUInt16BigEndian(front[count..]);
                cursor.MoveTo(cursor.Position + count + 2);
                end = cursor.Position + length;
                if (length > cursor.Remaining)
                {
                    cursor.Fail();
                }

                return layout;
            }
        }

        ParameterBlock block = ParameterBlock.Read(ref cursor);
        end = block.End;
        return layouts.Of(block.Flags, dialect);
    }

    /// <summary>Offset behind the extensions, beyond the block when they do not fit.</summary>
    private static int BehindExtensions(HopLayout layout, ReadOnlySpan<byte> parameters)
    {
        int start = layout.FixedLength;
        return !layout.HasExtensions ? start
            : parameters.Length < start + 2 ? parameters.Length + 1
            : start + 2 + BinaryPrimitives.ReadUInt16BigEndian(parameters[start..]);
    }

    /// <summary>
    /// What is behind the transmit time. A name ends with its NUL, which may lie behind the block: TNT's records, read as
    /// scamper reads them, have such "names".
    /// </summary>
    private static bool CheckEnd(scoped ref WartsCursor cursor, HopLayout layout, int position, int end, ref int order)
    {
        bool isTnt = false;
        if (layout.HasName)
        {
            cursor.MoveTo(position);
            cursor.ReadString();
        }
        else if (layout.IsTnt && position + layout.TntLength > end)
        {
            cursor.Fail();
        }
        else if (layout.TntSlot != HopLayout.Absent)
        {
            order = cursor.Body[position + layout.TntSlot];
            isTnt = position + layout.TntLength == end && order != 0 && layout.EndsWithTntSlot;
        }

        cursor.MoveTo(end);
        return isTnt;
    }
}
