namespace Vtnt.Host.Tests;

/// <summary>The forms that the program is linked in, by the names of their files: the same code with another C library.</summary>
internal static class Form
{
    internal const string Glibc = "vtnt-host", Musl = "vtnt-host.musl";
}
