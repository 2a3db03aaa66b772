namespace Vtnt.Cli;

/// <summary>One way to put vtnt-host to work. <see cref="HostRun"/> does the rest, the same for all.</summary>
internal interface IDeployment
{
    /// <summary>What the user calls it.</summary>
    string Name { get; }

    /// <summary>So long the program may take to end by itself after the last line; zero when it does not.</summary>
    TimeSpan Grace { get; }

    /// <summary>Makes what the run needs.</summary>
    /// <returns>The program to start, whose standard output is the console, and its arguments.</returns>
    /// <exception cref="UsageException">The machine lacks something, or the job does not fit.</exception>
    HostCommand Deploy();

    /// <summary>Ends the program, and what does not end with it.</summary>
    void Stop(HostProcess process);

    /// <summary>Removes whatever was made, also when <see cref="Deploy"/> failed half-way.</summary>
    /// <returns>A sentence that says what is left and why; null when nothing is.</returns>
    string? TearDown();
}
