namespace Vtnt.Probing.Pcap;

/// <summary>A pair of hosts, and the kind of probe that one sends to the other; one kind stands for all of TCP.</summary>
internal readonly record struct ConversationKey(HostAddress Source, HostAddress Destination, ProbeKind Kind);
