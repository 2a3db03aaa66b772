using System.Diagnostics;
using System.Globalization;
using Vtnt.Warts;

namespace Vtnt.Benchmarks;

/// <summary>Decodes every field of every record of one file from memory, on one core, and tells the rate and what was allocated.</summary>
internal static class DecodeProgram
{
    private const int Rounds = 5;

    internal static void Run(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        TimeSpan best = TimeSpan.MaxValue;
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan began = Process.GetCurrentProcess().UserProcessorTime;
            Decode(file);
            TimeSpan took = Process.GetCurrentProcess().UserProcessorTime - began;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            best = took < best ? took : best;
        }

        double rate = file.Length / best.TotalSeconds / 1e9;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, best of {Rounds}: {best.TotalSeconds:F3} s of one processor, {rate:F2} GB/s, {allocated} bytes allocated"));
    }

    private static void Decode(byte[] file)
    {
        var visitor = new SummingVisitor();
        var decoder = new WartsDecoder();
        ReadOnlySpan<byte> input = file;
        while (decoder.TryVisit(ref input, ref visitor, isFinal: true))
        {
        }
    }
}
