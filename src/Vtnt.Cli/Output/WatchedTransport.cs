using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Counts the probes that pass and shows the run's progress as time passes.</summary>
internal sealed class WatchedTransport(IProbeTransport inner, ProgressLine progress, Lock screen, Func<long> finished) : IProbeTransport
{
    private readonly Timestamp _start = inner.Now;
    private long _probes;

    public TransportCapabilities Capabilities => inner.Capabilities;

    public Timestamp Now => inner.Now;

    public void Send(PacketBatch batch)
    {
        inner.Send(batch);
        _probes += batch.Count;
    }

    public int Receive(PacketBatch batch, Timestamp until)
    {
        lock (screen)
        {
            progress.Show(finished(), _probes, Now - _start);
        }

        return inner.Receive(batch, until);
    }

    public void Pause(Timestamp until) => inner.Pause(until);
}
