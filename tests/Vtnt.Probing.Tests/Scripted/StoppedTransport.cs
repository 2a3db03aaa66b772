namespace Vtnt.Probing.Tests;

/// <summary>A scripted network whose process is stopped once, after the first packets were taken, while more arrive.</summary>
internal sealed class StoppedTransport(ScriptedTransport network, TimeSpan stop) : IProbeTransport, ISourceAddressLookup
{
    private bool _wasStopped;

    public TransportCapabilities Capabilities => network.Capabilities;

    public Timestamp Now => network.Now;

    public HostAddress? SourceFor(HostAddress destination) => network.SourceFor(destination);

    public void Send(PacketBatch batch) => network.Send(batch);

    public int Receive(PacketBatch batch, Timestamp until)
    {
        int count = network.Receive(batch, until);
        if (count > 0 && !_wasStopped)
        {
            _wasStopped = true;
            network.Stall(stop);
        }

        return count;
    }
}
