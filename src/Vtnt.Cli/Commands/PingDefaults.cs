using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What scamper takes from its process number, and what it draws, where a ping's letters do not say.</summary>
internal static class PingDefaults
{
    /// <summary>The options with identifier or source port, first identification and TCP numbers filled in.</summary>
    internal static PingOptions Fill(PingOptions options, int processId, Random random)
    {
        bool isIcmp = options.Method is PingMethod.IcmpEcho or PingMethod.IcmpTime;
        bool acknowledges = options.Method is PingMethod.TcpAck or PingMethod.TcpAckSourcePort or PingMethod.TcpSynAck;
        return options with
        {
            SourcePort = options.SourcePort ?? (ushort)(isIcmp ? processId : processId | 0x8000),
            FirstIpId = options.FirstIpId ?? (ushort)random.Next(1, ushort.MaxValue + 1),
            TcpSequence = options.TcpSequence ?? (uint)random.NextInt64(1L << 32),
            TcpAcknowledgement = options.TcpAcknowledgement ?? (acknowledges ? (uint)random.NextInt64(1L << 32) : null),
        };
    }
}
