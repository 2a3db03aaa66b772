using BenchmarkDotNet.Attributes;
using Vtnt.Lab;
using Vtnt.Probing;
using Vtnt.Probing.Pcap;

namespace Vtnt.Benchmarks;

/// <summary>Reading and assembling a capture of 20 MB of traces through the lab's explicit tunnel.</summary>
[MemoryDiagnoser]
public class PcapBenchmarks
{
    private const int Bytes = 20_000_000;

    private byte[] _capture = [];

    /// <summary>Makes a capture: the lab's trace again and again, one second apart.</summary>
    public static void WriteCapture(Stream stream, long bytes)
    {
        Network network = ShippedNetworks.Load("explicit");
        var simulated = new SimulatedTransport(network);
        using var writer = new CaptureWriter(stream, leaveOpen: true);
        var recording = new RecordingTransport(simulated, writer);
        var prober = new Prober(recording, new ProberOptions { AllowReserved = true, PacketsPerSecond = 1000 });
        for (ushort round = 0; stream.Position < bytes; round++)
        {
            var options = new TraceOptions { SourcePort = (ushort)(20_000 + (round % 40_000)) };
            using var source = new TraceSource(network.Destinations, options, simulated, static _ => { });
            prober.Run(source);
        }
    }

    /// <summary>Makes the capture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var stream = new MemoryStream();
        WriteCapture(stream, Bytes);
        _capture = stream.ToArray();
    }

    /// <summary>Frames and link layer alone.</summary>
    [Benchmark(Baseline = true)]
    public long Read()
    {
        long count = 0;
        using var reader = new CaptureReader(new MemoryStream(_capture));
        while (reader.TryRead(out CapturedFrame frame))
        {
            count += frame.Open(out CapturedPacket packet) == FrameVerdict.IpPacket ? packet.Bytes.Length : 0;
        }

        return count;
    }

    /// <summary>Traces out of it.</summary>
    [Benchmark]
    public long Assemble()
    {
        long count = 0;
        var assembler = new TraceAssembler(trace => count += trace.Trace.HopCount);
        using var reader = new CaptureReader(new MemoryStream(_capture));
        while (reader.TryRead(out CapturedFrame frame))
        {
            assembler.Add(frame);
        }

        assembler.Complete();
        return count;
    }
}
