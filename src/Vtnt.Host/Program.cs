using System.Runtime.Versioning;
using Vtnt.Host;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

[assembly: SupportedOSPlatform("linux")]

try
{
    return new Run().Execute(args);
}
catch (ProbingException)
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
    FramedLine.Write(ByteChannel.Console, "error", $"This is a bug: {broken.Message}");
    return false;
}
