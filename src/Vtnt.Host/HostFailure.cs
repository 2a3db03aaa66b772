namespace Vtnt.Host;

/// <summary>The run cannot begin or go on; the message is the one sentence that the user reads.</summary>
internal sealed class HostFailure(string message) : Exception(message);
