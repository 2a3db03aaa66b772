using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>The ports of one probe of a ping, some of which count up with the probes.</summary>
internal static class PingPorts
{
    /// <summary>The recorded source port, else the ping's, counted up where the method does.</summary>
    internal static uint Source(in WartsPingView ping, in WartsPingReplyView reply) =>
        reply.ProbeSourcePort != 0 ? reply.ProbeSourcePort
        : ping.Method is PingMethod.TcpAckSourcePort or PingMethod.TcpSynSourcePort or PingMethod.UdpSourcePort
            ? (ushort)(ping.SourcePort + reply.ProbeId)
        : ping.SourcePort;

    /// <summary>The ping's destination port, counted up where the method does.</summary>
    internal static uint Destination(in WartsPingView ping, in WartsPingReplyView reply) =>
        ping.Method == PingMethod.UdpDestinationPort ? (ushort)(ping.DestinationPort + reply.ProbeId) : ping.DestinationPort;
}
