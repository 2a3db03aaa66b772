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
