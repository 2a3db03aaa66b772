using System.Runtime.Versioning;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests;

[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class ProcessMemoryTests
{
    [Test]
    public void The_peak_rises_with_what_is_held()
    {
        const int Much = 64 << 20;
        long before = Environment.WorkingSet;
        byte[] held = new byte[Much];
        Array.Fill<byte>(held, 1);
        long? peak = ProcessMemory.Peak;
        GC.KeepAlive(held);

        Assert.That(peak, Is.GreaterThan(before).And.GreaterThan(Much));
    }
}
