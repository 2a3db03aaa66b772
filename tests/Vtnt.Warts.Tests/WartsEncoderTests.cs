using System.Buffers;

namespace Vtnt.Warts.Tests;

public sealed class WartsEncoderTests
{
    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.All))]
    public void Writes_back_every_record_byte_for_byte(string name)
    {
        byte[] file = WartsFiles.Read(name);
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        using var reader = new WartsReader(file);
        int count = 0;
        while (reader.Read() is { } record)
        {
            encoder.Write(record);
            count++;
        }

        Assert.That(output.WrittenSpan.SequenceEqual(file), Is.True);
        Assert.That(count, Is.GreaterThan(2));
    }

    [TestCase("sim-scamper2026-v4.warts")]
    [TestCase("sim-scamper2026-v6.warts")]
    public void Writes_measurements_from_the_model_as_scamper_does(string name)
    {
        using var reader = new WartsReader(WartsFiles.Read(name));
        int count = 0;
        while (reader.Read() is { } record)
        {
            byte[] again = record switch
            {
                WartsTraceRecord trace => Encode(trace with { Trace = trace.Trace with { } }),
                WartsPingRecord ping => Encode(ping with { Ping = ping.Ping with { } }),
                WartsListRecord list => Encode(list with { Name = list.Name }),
                WartsCycleRecord cycle => Encode(cycle with { CycleId = cycle.CycleId }),
                WartsCycleStopRecord stop => Encode(stop with { StopSeconds = stop.StopSeconds }),
                _ => [],
            };
            Assert.That(Convert.ToHexString(again), Is.EqualTo(Convert.ToHexString(record.Encoded.Span)), $"record {count}");
            count++;
        }

        Assert.That(count, Is.GreaterThanOrEqualTo(14));
    }

    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.TntCorpus))]
    public void Writes_the_dialect_of_tnt_from_the_model_byte_for_byte(byte[] file)
    {
        using var reader = new WartsReader(file);
        int traces = 0;
        while (reader.Read() is { } record)
        {
            if (record is WartsTraceRecord trace)
            {
                traces++;
                Assert.That(trace.Dialect, Is.EqualTo(WartsDialect.Tnt));
                Assert.That(
                    Convert.ToHexString(Encode(trace with { Trace = trace.Trace with { } })),
                    Is.EqualTo(Convert.ToHexString(record.Encoded.Span)));
            }
        }

        Assert.That(traces, Is.Positive);
    }

    private static byte[] Encode(WartsRecord record)
    {
        Assert.That(record.Encoded.IsEmpty, Is.True, "a changed record must not keep its bytes");
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(record);
        return output.WrittenSpan.ToArray();
    }
}
