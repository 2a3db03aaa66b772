using System.Diagnostics.CodeAnalysis;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>Checks and decodes ping records.</summary>
internal static class PingCodec
{
    internal const int
        List = 1, Cycle = 2, LegacySource = 3, LegacyDestination = 4, Start = 5, StopReason = 6, StopData = 7,
        PayloadLength = 8, Payload = 9, ProbeCount = 10, ProbeSize = 11, Wait = 12, ProbeTtl = 13, StopCount = 14,
        ProbesSent = 15, Method = 16, SourcePort = 17, DestinationPort = 18, UserId = 19, Source = 20, Destination = 21,
        FlagsLow = 22, Tos = 23, TimestampAddresses = 24, IcmpChecksum = 25, ReplyPathMtu = 26, Timeout = 27,
        WaitMicroseconds = 28, TcpAcknowledgement = 29, Flags = 30, TcpSequence = 31, Router = 32,
        TimeoutMicroseconds = 33, ErrorText = 34;

    private const int Highest = ErrorText;

    /// <summary>Decodes a record body. False, with the reason, when it is damaged.</summary>
    internal static bool TryParse(
        ReadOnlySpan<byte> body, WartsScratch scratch, AddressTable legacy,
        out WartsPingView view, [NotNullWhen(false)] out string? problem)
    {
        scratch.Clear();
        view = default;
        WartsPingView ping = default;
        var cursor = new WartsCursor(body);
        var checker = new WartsChecker(scratch, legacy);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        Offsets offsets = default;
        for (ulong rest = block.Flags & ((1UL << Highest) - 1); rest != 0 && !cursor.HasFailed; rest &= rest - 1)
        {
            ReadParameter(ref cursor, checker, System.Numerics.BitOperations.TrailingZeroCount(rest) + 1, ref ping, ref offsets);
        }

        ping.TimeoutSeconds = block.Has(Timeout) ? ping.TimeoutSeconds : ping.WaitSeconds;
        ping.HasErrorText = block.Has(ErrorText);
        if (cursor.HasFailed || cursor.Position > block.End)
        {
            problem = "the ping's parameters do not fit, or refer to an address that does not exist";
            return false;
        }

        cursor.MoveTo(block.End);
        int count = cursor.ReadUInt16();
        int previous = 0;
        bool isSorted = true;
        for (int i = 0; i < count && !cursor.HasFailed; i++)
        {
            PingReplyCodec.Check(ref cursor, checker, ping.ProbesSent, out int probeId);
            isSorted &= probeId >= previous;
            previous = probeId;
        }

        problem = cursor.HasFailed ? "a ping reply does not fit, has no address, or answers a probe that was not sent"
            : cursor.Remaining > 0 ? "bytes are left behind the ping's last reply"
            : offsets.Destination == 0 && offsets.LegacyDestination == 0 ? "the ping has no destination" : null;
        if (problem is not null)
        {
            return false;
        }

        if (!isSorted)
        {
            scratch.SortBlocks(0, count);
        }

        Link(new WartsScope(body, scratch, legacy), scratch.Blocks(0, count), offsets, ref ping);
        view = ping;
        return true;
    }

    private static void ReadParameter(scoped ref WartsCursor cursor, scoped in WartsChecker checker, int number, scoped ref WartsPingView view, scoped ref Offsets offsets)
    {
        switch (number)
        {
            case List: view.ListId = cursor.ReadUInt32(); break;
            case Cycle: view.CycleId = cursor.ReadUInt32(); break;
            case LegacySource:
                offsets.LegacySource = cursor.Position;
                checker.LegacyAddress(ref cursor);
                break;
            case LegacyDestination:
                offsets.LegacyDestination = cursor.Position;
                checker.LegacyAddress(ref cursor);
                break;
            case Start:
                view.StartSeconds = cursor.ReadUInt32();
                view.StartMicroseconds = cursor.ReadUInt32();
                break;
            case StopReason: view.StopReason = cursor.ReadByte(); break;
            case StopData: view.StopData = cursor.ReadByte(); break;
            case PayloadLength: offsets.PayloadLength = cursor.ReadUInt16(); break;
            case Payload: view.Payload = cursor.ReadBytes(offsets.PayloadLength); break;
            case ProbeCount: view.ProbeCount = cursor.ReadUInt16(); break;
            case ProbeSize: view.ProbeSize = cursor.ReadUInt16(); break;
            case Wait: view.WaitSeconds = cursor.ReadByte(); break;
            case ProbeTtl: view.ProbeTtl = cursor.ReadByte(); break;
            case StopCount: view.StopCount = cursor.ReadUInt16(); break;
            case ProbesSent: view.ProbesSent = cursor.ReadUInt16(); break;
            case Method: view.Method = (PingMethod)cursor.ReadByte(); break;
            case SourcePort: view.SourcePort = cursor.ReadUInt16(); break;
            case DestinationPort: view.DestinationPort = cursor.ReadUInt16(); break;
            default: ReadLaterParameter(ref cursor, checker, number, ref view, ref offsets); break;
        }
    }

    private static void ReadLaterParameter(
        scoped ref WartsCursor cursor, scoped in WartsChecker checker, int number, scoped ref WartsPingView view, scoped ref Offsets offsets)
    {
        switch (number)
        {
            case UserId: view.UserId = cursor.ReadUInt32(); break;
            case Source:
                offsets.Source = cursor.Position;
                checker.Address(ref cursor);
                break;
            case Destination:
                offsets.Destination = cursor.Position;
                checker.Address(ref cursor);
                break;
            case FlagsLow: view.Flags = (PingFlags)cursor.ReadByte(); break;
            case Tos: view.Tos = cursor.ReadByte(); break;
            case TimestampAddresses:
                offsets.TimestampCount = cursor.ReadByte();
                offsets.Timestamps = cursor.Position;
                checker.Addresses(ref cursor, offsets.TimestampCount);
                break;
            case IcmpChecksum: view.IcmpChecksum = cursor.ReadUInt16(); break;
            case ReplyPathMtu: view.ReplyPathMtu = cursor.ReadUInt16(); break;
            case Timeout: view.TimeoutSeconds = cursor.ReadByte(); break;
            case WaitMicroseconds: view.WaitMicroseconds = cursor.ReadUInt32(); break;
            case TcpAcknowledgement: view.TcpAcknowledgement = cursor.ReadUInt32(); break;
            case Flags: view.Flags = (PingFlags)cursor.ReadUInt32(); break;
            case TcpSequence: view.TcpSequence = cursor.ReadUInt32(); break;
            case Router:
                offsets.Router = cursor.Position;
                WartsChecker.StaticAddress(ref cursor);
                break;
            case TimeoutMicroseconds: view.TimeoutMicroseconds = cursor.ReadUInt32(); break;
            case ErrorText: view.ErrorText = cursor.ReadString(); break;
        }
    }

    private static void Link(scoped in WartsScope scope, ReadOnlySpan<int> replies, scoped in Offsets offsets, scoped ref WartsPingView view)
    {
        view.Source = scope.ReadAddressAt(offsets.LegacySource, offsets.Source);
        view.Destination = scope.ReadAddressAt(offsets.LegacyDestination, offsets.Destination);
        var cursor = new WartsCursor(scope.Body, offsets.Router);
        view.Router = offsets.Router == 0 ? default : WartsScope.ReadStaticAddress(ref cursor);
        view.TimestampAddresses = new(scope, offsets.Timestamps, offsets.TimestampCount);
        view.Replies = new(scope, replies);
    }

    /// <summary>Where things are in the body; 0 for none.</summary>
    private struct Offsets
    {
        internal int LegacySource, LegacyDestination, Source, Destination, Router, Timestamps, TimestampCount, PayloadLength;
    }
}
