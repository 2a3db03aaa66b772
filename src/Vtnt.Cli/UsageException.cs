namespace Vtnt.Cli;

/// <summary>The user asked for something that cannot be done; the message is one sentence that says what to do. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
