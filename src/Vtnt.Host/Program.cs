using System.Runtime.Versioning;
using Vtnt.Host;

[assembly: SupportedOSPlatform("linux")]

try
{
    return new Run().Execute(args);
}
catch (HostFailure)
{
    // The console itself is gone: nobody is left to be told.
    return 2;
}
catch (Exception broken) when (IsTold(broken))
{
    return 2;
}

// The runtime ends the program with its signal, but without names of types it cannot say why.
static bool IsTold(Exception broken)
{
    Frames.Write(Channel.Console, "error", $"This is a bug: {broken.Message}");
    return false;
}
