using System.Buffers;
using BenchmarkDotNet.Attributes;
using Vtnt.Warts;

namespace Vtnt.Benchmarks;

/// <summary>
/// Decoding, encoding and text of warts, per file of about 64 MB: records of the samples in the repository, over and
/// over. Divide the size by the time for bytes per second.
/// </summary>
[MemoryDiagnoser]
public class WartsBenchmarks
{
    private const int Size = 64 * 1024 * 1024;

    private readonly ReusedWriter _output = new();
    private byte[] _file = [];
    private WartsRecord[] _records = [];

    /// <summary>Lists, cycles and measurements of one sample, the measurements repeated.</summary>
    [GlobalSetup]
    public void Setup()
    {
        byte[] sample = File.ReadAllBytes(Path.Combine(FindRoot(), "tests", "captures", "warts", "sim-scamper2026-v4.warts"));
        using var reader = new WartsReader(sample);
        List<WartsRecord> records = [];
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        _records = [.. records.Where(record => record is WartsTraceRecord or WartsPingRecord)];
        var output = new ArrayBufferWriter<byte>(Size + 65536);
        var encoder = new WartsEncoder(output);
        foreach (WartsRecord table in records.Where(record => record is WartsListRecord or WartsCycleRecord))
        {
            encoder.Write(table);
        }

        for (int i = 0; output.WrittenCount < Size; i++)
        {
            encoder.Write(_records[i % _records.Length]);
        }

        _file = output.WrittenSpan.ToArray();
        for (int i = 0; i < _records.Length; i++)
        {
            _records[i] = _records[i] switch
            {
                WartsTraceRecord trace => trace with { Trace = trace.Trace },
                WartsPingRecord ping => ping with { Ping = ping.Ping },
                _ => _records[i],
            };
        }
    }

    /// <summary>Every field of every hop and reply, to values.</summary>
    [Benchmark(Baseline = true)]
    public ulong Decode()
    {
        var visitor = new SummingVisitor();
        Visit(ref visitor);
        return visitor.Sum;
    }

    /// <summary>Objects of every record.</summary>
    [Benchmark]
    public int DecodeToRecords()
    {
        var decoder = new WartsDecoder();
        ReadOnlySpan<byte> input = _file;
        int count = 0;
        while (decoder.TryRead(ref input, out WartsRecord? record, isFinal: true))
        {
            count += record is null ? 0 : 1;
        }

        return count;
    }

    /// <summary>scamper's JSON.</summary>
    [Benchmark]
    public long Json()
    {
        var writer = new ScamperJsonWriter(_output);
        Visit(ref writer);
        return _output.Take();
    }

    /// <summary>scamper's dump.</summary>
    [Benchmark]
    public long Dump()
    {
        var writer = new ScamperDumpWriter(_output);
        Visit(ref writer);
        return _output.Take();
    }

    /// <summary>Measurements of the model to warts, 64 MB.</summary>
    [Benchmark]
    public long Encode()
    {
        var encoder = new WartsEncoder(_output);
        for (int i = 0; _output.Length < Size; i++)
        {
            encoder.Write(_records[i % _records.Length]);
        }

        return _output.Take();
    }

    private void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IWartsVisitor
    {
        var decoder = new WartsDecoder();
        ReadOnlySpan<byte> input = _file;
        while (decoder.TryVisit(ref input, ref visitor, isFinal: true))
        {
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Vtnt.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmarks do not run inside the repository.");
    }

    /// <summary>Takes bytes and forgets them; only counts.</summary>
    private sealed class ReusedWriter : IBufferWriter<byte>
    {
        private byte[] _bytes = new byte[1 << 20];

        internal long Length { get; private set; }

        public void Advance(int count) => Length += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (sizeHint > _bytes.Length)
            {
                _bytes = new byte[sizeHint];
            }

            return _bytes;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        internal long Take()
        {
            long length = Length;
            Length = 0;
            return length;
        }
    }
}
