using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Tests.Shared;

/// <summary>
/// Runs the body of a test inside a network namespace that exists for that test alone: nothing leaves the machine. The test
/// is skipped, with the reason, where none can be made; it fails before any socket is opened when a default route is seen.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class NetworkNamespace
{
    /// <summary>Runs the body on a thread of its own, in a fresh namespace whose loopback interface is up or not.</summary>
    internal static void Run(Action body, bool isLoopbackUp = true) => OnThread(() =>
    {
        if (TestLibc.Unshare(TestLibc.NewNetworkNamespace) != 0)
        {
            Assert.Ignore($"No network namespace can be made here (error {Marshal.GetLastPInvokeError()}); run as root.");
        }

        if (isLoopbackUp)
        {
            SetLoopback(isUp: true);
        }

        RefuseDefaultRoute();
        body();
    });

    /// <summary>Fails when the present thread sees a default route: it is not where a test may probe.</summary>
    internal static void RefuseDefaultRoute() =>
        Assert.That(HasDefaultRoute(), Is.False, "a default route is visible: this is not the namespace of the test");

    /// <summary>Brings the loopback interface of the present thread's namespace up or down.</summary>
    internal static void SetLoopback(bool isUp)
    {
        if (TestLibc.SetInterfaceFlags("lo", isUp ? TestLibc.InterfaceUp : (short)0) is var errno and not 0)
        {
            Assert.Ignore($"The loopback interface cannot be set here (error {errno}).");
        }
    }

    /// <summary>Gives up a capability on the present thread, for good.</summary>
    internal static void Drop(int capability)
    {
        if (TestLibc.DropCapability(capability) is var errno and not 0)
        {
            Assert.Ignore($"Capabilities cannot be dropped here (error {errno}).");
        }
    }

    /// <summary>Runs the body on a thread of its own; what it throws is thrown here.</summary>
    internal static void OnThread(Action body)
    {
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                body();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }

    private static bool HasDefaultRoute()
    {
        // Destination, mask: hexadecimal, all zero. The rejecting route that every namespace has is not one.
        foreach (string line in File.ReadLines("/proc/thread-self/net/route").Skip(1))
        {
            string[] fields = line.Split('\t');
            if (fields[1] == "00000000" && fields[7] == "00000000")
            {
                return true;
            }
        }

        const uint Reject = 0x200;
        if (!File.Exists("/proc/thread-self/net/ipv6_route"))
        {
            return false;
        }

        foreach (string line in File.ReadLines("/proc/thread-self/net/ipv6_route"))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields[1] == "00" && (uint.Parse(fields[8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Reject) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
