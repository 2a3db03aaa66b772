using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>Counts what passes through a transport, remembers when, and ends the run at its deadline.</summary>
internal sealed class MeteredTransport(IProbeTransport inner, Timestamp deadline, CancellationTokenSource end) : IProbeTransport
{
    public TransportCapabilities Capabilities => inner.Capabilities;

    public Timestamp Now => inner.Now;

    internal long Sent { get; private set; }

    internal long Received { get; private set; }

    internal Timestamp? FirstSent { get; private set; }

    internal Timestamp? LastReceived { get; private set; }

    internal bool IsOver => inner.Now >= deadline;

    public void Send(PacketBatch batch)
    {
        inner.Send(batch);
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch[i].Failure == SendFailure.None)
            {
                Sent++;
                FirstSent ??= batch[i].Time;
            }
        }
    }

    public int Receive(PacketBatch batch, Timestamp until)
    {
        int count = inner.Receive(batch, until < deadline ? until : deadline);
        if (count > 0)
        {
            Received += count;
            LastReceived = batch[count - 1].Time;
        }

        if (IsOver)
        {
            end.Cancel();
        }

        return count;
    }

    public void Pause(Timestamp until) => inner.Pause(until);
}
