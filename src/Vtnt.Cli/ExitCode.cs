namespace Vtnt.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done, whatever the network answered; also <c>--help</c> and <c>--version</c>.</summary>
    internal const int Done = 0;

    /// <summary>Some input or destination failed while others were done.</summary>
    internal const int Partial = 1;

    /// <summary>Wrong usage (no arguments, unknown command or option) or an unfit environment (no privilege).</summary>
    internal const int Usage = 2;

    /// <summary>Interrupted, after what was finished had been written.</summary>
    internal const int Interrupted = 130;
}
