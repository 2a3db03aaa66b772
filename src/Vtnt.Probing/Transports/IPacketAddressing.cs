namespace Vtnt.Probing.Transports;

/// <summary>Tells by which socket a packet leaves, and to which address of that socket's family.</summary>
internal interface IPacketAddressing
{
    /// <summary>Writes the socket address for a packet.</summary>
    /// <param name="packet">The whole packet.</param>
    /// <param name="name">Room for the socket address.</param>
    /// <param name="nameLength">Its length in bytes.</param>
    /// <param name="failure">Why it cannot leave, when it cannot.</param>
    /// <returns>The socket's descriptor; -1 when the packet cannot leave.</returns>
    int Address(ReadOnlySpan<byte> packet, Span<byte> name, out int nameLength, out SendFailure failure);
}
