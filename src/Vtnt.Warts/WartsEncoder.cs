using System.Buffers;
using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// Writes warts records as scamper 20260420 writes them, each in one piece: whatever ends the program leaves a file
/// whose complete records all read back. A record that was read and not changed is written byte for byte.
/// </summary>
public sealed class WartsEncoder
{
    private readonly IBufferWriter<byte> _output;
    private readonly WartsBuffer _buffer = new();

    /// <summary>An encoder at the start of a file, or of the part of a file that is appended.</summary>
    /// <param name="output">Takes the records.</param>
    /// <param name="listCount">Lists that the file already has.</param>
    /// <param name="cycleCount">Cycles that the file already has, starts and definitions.</param>
    public WartsEncoder(IBufferWriter<byte> output, int listCount = 0, int cycleCount = 0)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(listCount);
        ArgumentOutOfRangeException.ThrowIfNegative(cycleCount);
        _output = output;
        ListCount = listCount;
        CycleCount = cycleCount;
    }

    /// <summary>Lists in the file so far: the number of the last one.</summary>
    public int ListCount { get; private set; }

    /// <summary>Cycles in the file so far: the number of the last one.</summary>
    public int CycleCount { get; private set; }

    /// <summary>Writes a list.</summary>
    /// <param name="listId">The operator's number of the list.</param>
    /// <param name="name">Its name. Texts end at a NUL, and after 8192 bytes.</param>
    /// <param name="description">Its description, or null.</param>
    /// <param name="monitor">Name of the machine that measures, or null.</param>
    /// <returns>The list's number in the file, for other records to refer to.</returns>
    public uint WriteList(uint listId, string name, string? description = null, string? monitor = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var list = new WartsListRecord
        {
            FileId = (uint)ListCount + 1,
            ListId = listId,
            Name = name,
            Description = description,
            Monitor = monitor,
        };
        Write(list);
        return list.FileId;
    }

    /// <summary>Writes the start of a cycle.</summary>
    /// <param name="listFileId">Number in the file of the list it goes through.</param>
    /// <param name="cycleId">The operator's number of the cycle.</param>
    /// <param name="start">When it begins, cut to seconds.</param>
    /// <param name="hostname">Name of the machine, or null.</param>
    /// <returns>The cycle's number in the file, for other records to refer to.</returns>
    public uint WriteCycleStart(uint listFileId, uint cycleId, Timestamp start, string? hostname = null)
    {
        var cycle = new WartsCycleRecord
        {
            FileId = (uint)CycleCount + 1,
            ListFileId = listFileId,
            CycleId = cycleId,
            StartSeconds = WartsTime.Seconds(start),
            Hostname = hostname,
        };
        Write(cycle);
        return cycle.FileId;
    }

    /// <summary>Writes the end of a cycle.</summary>
    /// <param name="cycleFileId">Number in the file of the cycle.</param>
    /// <param name="stop">When it ended, cut to seconds.</param>
    public void WriteCycleStop(uint cycleFileId, Timestamp stop) =>
        Write(new WartsCycleStopRecord { CycleFileId = cycleFileId, StopSeconds = WartsTime.Seconds(stop) });

    /// <summary>Writes a trace.</summary>
    /// <param name="trace">
    /// The trace. Silent probes are not stored, times are cut to microseconds, waits rounded up to what the format
    /// holds. Annotations by TNT are stored in TNT's dialect only.
    /// </param>
    /// <param name="listFileId">Number in the file of its list, 0 for none.</param>
    /// <param name="cycleFileId">Number in the file of its cycle, 0 for none.</param>
    /// <param name="dialect">
    /// <see cref="WartsDialect.Tnt"/> for TNT's numbering, which scamper's own tools misread; any other for scamper's.
    /// </param>
    /// <exception cref="ArgumentException">The trace or a reply has no address: warts cannot say so.</exception>
    public void Write(Trace trace, uint listFileId = 0, uint cycleFileId = 0, WartsDialect dialect = WartsDialect.Scamper)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Destination.IsNone || HasNone(trace.Hops)
            || HasNone(trace.LastDitch) || (trace.PathMtu is { } pathMtu && HasNone(pathMtu.Probes)))
        {
            throw new ArgumentException("The destination or a reply has no address.", nameof(trace));
        }

        TraceWriter.Write(_buffer, trace, listFileId, cycleFileId, dialect);
        _buffer.WriteTo(_output);
    }

    /// <summary>Writes a ping. Unanswered probes are only counted.</summary>
    /// <param name="ping">The ping; its payload is cut to 32 768 bytes.</param>
    /// <param name="listFileId">Number in the file of its list, 0 for none.</param>
    /// <param name="cycleFileId">Number in the file of its cycle, 0 for none.</param>
    /// <exception cref="ArgumentException">The ping or a reply has no address: warts cannot say so.</exception>
    public void Write(Ping ping, uint listFileId = 0, uint cycleFileId = 0)
    {
        ArgumentNullException.ThrowIfNull(ping);
        if (ping.Destination.IsNone || HasNone(ping.Probes))
        {
            throw new ArgumentException("The destination or a reply has no address.", nameof(ping));
        }

        PingWriter.Write(_buffer, ping, listFileId, cycleFileId);
        _buffer.WriteTo(_output);
    }

    /// <summary>Writes a record as it is, with the numbers it has: byte for byte when it was read and not changed.</summary>
    public void Write(WartsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ListCount += record is WartsListRecord ? 1 : 0;
        CycleCount += record is WartsCycleRecord ? 1 : 0;
        if (!record.Encoded.IsEmpty)
        {
            _output.Write(record.Encoded.Span);
            return;
        }

        switch (record)
        {
            case WartsTraceRecord trace:
                Write(trace.Trace, trace.ListFileId, trace.CycleFileId, trace.Dialect);
                return;
            case WartsPingRecord ping:
                Write(ping.Ping, ping.ListFileId, ping.CycleFileId);
                return;
            default:
                TableWriter.Write(_buffer, record);
                _buffer.WriteTo(_output);
                return;
        }
    }

    private static bool HasNone(ImmutableArray<Hop> hops)
    {
        foreach (Hop hop in hops)
        {
            if (HasNone(hop.Probes))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNone(ImmutableArray<ProbeOutcome> probes)
    {
        foreach (ProbeOutcome probe in probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                if (reply.Address.IsNone)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
