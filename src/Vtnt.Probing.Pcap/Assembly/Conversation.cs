namespace Vtnt.Probing.Pcap;

/// <summary>
/// Everything between two hosts that may belong to a trace, until it has been quiet for long enough to be told apart.
/// </summary>
internal sealed class Conversation(ConversationKey key)
{
    /// <summary>Which hosts.</summary>
    internal ConversationKey Key { get; } = key;

    /// <summary>The probes in the order of the capture.</summary>
    internal List<SeenProbe> Probes { get; } = [];

    /// <summary>The last packet's time.</summary>
    internal Timestamp LastActivity { get; set; }

    /// <summary>Its place among all, by activity.</summary>
    internal LinkedListNode<Conversation>? Node { get; set; }
}
