using Vtnt.Probing.Pcap;

namespace Vtnt.Cli;

/// <summary>Reads captures from their beginning to their end, one after the other, and puts their measurements together.</summary>
internal static class CaptureScan
{
    /// <summary>Reads all captures once.</summary>
    /// <param name="sources">The captures.</param>
    /// <param name="onItem">Takes what was found, in order of start.</param>
    /// <param name="interrupted">Ends the reading early.</param>
    /// <returns>An account of each capture.</returns>
    internal static IReadOnlyList<CaptureAccount> Run(
        IReadOnlyList<CaptureSource> sources, Action<CapturedItem> onItem, CancellationToken interrupted)
    {
        var order = new StartOrder(onItem);
        List<CaptureAccount> accounts = [];
        foreach (CaptureSource source in sources)
        {
            var account = new CaptureAccount(source.Name);
            accounts.Add(account);
            Read(source, order, account, interrupted);
        }

        order.Complete();
        return accounts;
    }

    private static void Read(CaptureSource source, StartOrder order, CaptureAccount account, CancellationToken interrupted)
    {
        var assembler = new TraceAssembler(
            trace =>
            {
                account.Traces++;
                account.InferredTraces += trace.HasInferredTtls ? 1 : 0;
                order.Add(new(trace, null));
            },
            ping =>
            {
                account.Pings++;
                order.Add(new(null, ping));
            });
        account.Counters = assembler.Counters;
        try
        {
            using CaptureReader reader = source.Read();
            while (!interrupted.IsCancellationRequested && reader.TryRead(out CapturedFrame frame))
            {
                assembler.Add(frame);
            }
        }
        catch (CaptureFormatException damage)
        {
            account.Failure = damage.Offset == 0 ? damage.Message : $"{damage.Message[..^1]} (byte {damage.Offset}).";
        }
        catch (IOException failure)
        {
            account.Failure = failure.Message;
        }

        account.Failure = source.Failure ?? account.Failure;
        assembler.Complete();
    }
}
