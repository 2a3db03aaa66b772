using System.Buffers;
using System.Text;
using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.AotSmoke;

/// <summary>Reveals the lab's hidden tunnel, writes the trace as warts and reads it back, and prints what it found.</summary>
internal static class Program
{
    internal static int Main()
    {
        Network network = ShippedNetworks.Load("invisible-php");
        TntTrace result = FindTunnels(network);
        Tunnel tunnel = result.Tunnels[0];
        IEnumerable<string?> routers = tunnel.Routers.Select(router => NameOf(network, router.Address));
        Console.WriteLine($"{tunnel.Kind} {NameOf(network, tunnel.Ingress)} ({string.Join(' ', routers)}) {NameOf(network, tunnel.Egress)}");

        byte[] file = WriteWarts(result.AnnotatedTrace);
        using var reader = new WartsReader(file, new WartsReaderOptions { Dialect = WartsDialect.Tnt });
        string again = reader.Read() is WartsTraceRecord record && record.Trace.HopCount == result.AnnotatedTrace.HopCount ? "same" : "different";
        Console.WriteLine($"warts {again}");

        var json = new ArrayBufferWriter<byte>();
        TntJson.Write(result, json);
        Console.WriteLine(Encoding.UTF8.GetString(json.WrittenSpan).TrimEnd());
        return 0;
    }

    private static TntTrace FindTunnels(Network network)
    {
        var transport = new SimulatedTransport(network);
        List<TntTrace> results = [];
        using var run = new TntRun(network.Destinations, new TntOptions { AllowReserved = true }, transport, results.Add);
        new Prober(transport, new ProberOptions { AllowReserved = true }).Run(run);
        return results[0];
    }

    private static byte[] WriteWarts(Trace trace)
    {
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(new WartsTraceRecord { Trace = trace, Dialect = WartsDialect.Tnt });
        return output.WrittenSpan.ToArray();
    }

    private static string? NameOf(Network network, HostAddress? address) => address is { } known ? network.NameOf(known) : "*";
}
