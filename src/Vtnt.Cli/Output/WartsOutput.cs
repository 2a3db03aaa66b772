using System.Buffers;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>
/// The file of <c>--warts</c>: each result is written whole and at once, so that a run that is interrupted leaves a file
/// that reads back. As in scamper's files a list and the start of a cycle come first, the end of the cycle last. A file that
/// exists is appended to.
/// </summary>
internal sealed class WartsOutput : IDisposable
{
    /// <summary>Name and description of scamper's list when nobody names one.</summary>
    private const string ListName = "default";

    private readonly ArrayBufferWriter<byte> _record = new(4096);
    private readonly FileStream _file;
    private readonly WartsEncoder _encoder;
    private readonly WartsDialect _dialect;
    private readonly Func<Timestamp> _clock;
    private readonly uint _list, _cycle;
    private bool _isClosed;

    private WartsOutput(FileStream file, IReadOnlyDictionary<uint, WartsListRecord> lists, int cycles, WartsDialect dialect, Func<Timestamp> clock)
    {
        (_file, _dialect, _clock) = (file, dialect, clock);
        _encoder = new(_record, lists.Count, cycles);
        WartsListRecord? known = lists.Values.LastOrDefault(list => list is { ListId: 0, Name: ListName, Description: ListName, Monitor: null });
        _list = known?.FileId ?? _encoder.WriteList(0, ListName, ListName);
        _cycle = _encoder.WriteCycleStart(_list, 0, clock(), Environment.MachineName);
        Flush();
    }

    /// <summary>Opens a file and writes what comes in front of the results.</summary>
    /// <param name="path">A new file, or one of warts, uncompressed and sound.</param>
    /// <param name="dialect">
    /// <see cref="WartsDialect.Tnt"/> stores path tests with all their slots and bits as TNT does; otherwise they are stored
    /// as plain traces, which any tool reads.
    /// </param>
    /// <param name="clock">Tells the cycle's start and end; null for the clock on the wall.</param>
    /// <exception cref="UsageException">The file exists and cannot be appended to.</exception>
    internal static WartsOutput Open(string path, WartsDialect dialect = WartsDialect.Scamper, Func<Timestamp>? clock = null)
    {
        if (CompressedInput.HasCompressedName(path))
        {
            throw new UsageException($"--warts writes uncompressed files; leave out '{Path.GetExtension(path)}'");
        }

        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            using var existing = new WartsReader(file, leaveOpen: true);
            ReadOn(existing, file, path);
            file.Seek(0, SeekOrigin.End);
            return new(file, existing.Lists, existing.Cycles.Count, dialect, clock ?? WallClock);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal void Write(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _encoder.Write(trace, _list, _cycle);
        Flush();
    }

    internal void Write(Ping ping)
    {
        ArgumentNullException.ThrowIfNull(ping);
        _encoder.Write(ping, _list, _cycle);
        Flush();
    }

    /// <summary>True for a file of TNT's dialect, which keeps findings in the trace that they are of.</summary>
    internal bool KeepsFindings => _dialect == WartsDialect.Tnt;

    internal void Write(TntTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _encoder.Write(KeepsFindings ? trace.AnnotatedTrace : trace.Trace, _list, _cycle, KeepsFindings ? WartsDialect.Tnt : WartsDialect.Scamper);
        Flush();
    }

    /// <summary>Ends the cycle and closes the file.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _encoder.WriteCycleStop(_cycle, _clock());
        Flush();
        _file.Dispose();
    }

    private static Timestamp WallClock() => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);

    /// <summary>Reads an existing file to its end, for its lists and cycles.</summary>
    private static void ReadOn(WartsReader existing, FileStream file, string path)
    {
        if (file.Length == 0)
        {
            return;
        }

        Span<byte> magic = stackalloc byte[2];
        file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (magic is not [0x12, 0x05])
        {
            throw new UsageException($"'{path}' exists and is no uncompressed warts file; give --warts another name");
        }

        file.Seek(0, SeekOrigin.Begin);
        var ignored = new WartsTally();
        try
        {
            while (existing.Visit(ref ignored))
            {
            }
        }
        catch (WartsFormatException damage)
        {
            throw new UsageException($"'{path}' is damaged at {damage.Message}; save what is sound by 'vtnt warts cat -o NEW {path}'");
        }
    }

    /// <summary>One call for one record: it is in the file whole or not at all.</summary>
    private void Flush()
    {
        _file.Write(_record.WrittenSpan);
        _record.ResetWrittenCount();
    }
}
