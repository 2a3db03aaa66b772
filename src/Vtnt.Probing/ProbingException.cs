namespace Vtnt.Probing;

/// <summary>The environment does not let us probe: privilege, interface, socket. Never thrown for what the network answers.</summary>
public sealed class ProbingException : Exception
{
    /// <summary>A failure of the environment.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">One sentence for the user that says what to do.</param>
    /// <param name="errno">The system's error number, 0 when there is none.</param>
    public ProbingException(ProbingError error, string message, int errno = 0)
        : base(message)
    {
        Error = error;
        Errno = errno;
    }

    /// <summary>What is wrong.</summary>
    public ProbingError Error { get; }

    /// <summary>The system's error number, 0 when there is none.</summary>
    public int Errno { get; }
}
