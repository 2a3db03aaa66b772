using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>The traces and pings of all files, each of which may explain another one.</summary>
internal sealed class StoredMeasurements(OfflineTnt offline)
{
    private readonly OfflineTnt _offline = offline;
    private readonly List<Trace> _traces = [];

    /// <summary>Takes what is in a file.</summary>
    internal WartsDamages ReadFrom(Stream stream, WartsReaderOptions options)
    {
        var damages = new WartsDamages();
        using var reader = new WartsReader(stream, options, leaveOpen: true);
        while (true)
        {
            try
            {
                if (reader.Read() is not { } record)
                {
                    return damages;
                }

                damages.Records++;
                Add(record);
            }
            catch (WartsFormatException damage)
            {
                damages.Add(damage);
            }
        }
    }

    /// <summary>Annotates every trace, in the order of the files.</summary>
    internal IEnumerable<TntTrace> Annotate(CancellationToken interrupted)
    {
        foreach (Trace trace in _traces)
        {
            if (interrupted.IsCancellationRequested)
            {
                yield break;
            }

            yield return StoredTnt.IsAnnotated(trace) ? StoredTnt.Read(trace) : _offline.Annotate(trace);
        }
    }

    private void Add(WartsRecord record)
    {
        switch (record)
        {
            case WartsPingRecord ping:
                _offline.Add(ping.Ping);
                break;
            case WartsTraceRecord trace:
                _traces.Add(trace.Trace);
                if (!StoredTnt.IsAnnotated(trace.Trace))
                {
                    _offline.Add(trace.Trace);
                }

                break;
        }
    }
}
