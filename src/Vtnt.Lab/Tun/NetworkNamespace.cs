using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>
/// A network namespace without a name: it lives while a thread, process or descriptor is in it, so that nothing is left
/// of it whatever ends this process.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class NetworkNamespace : IDisposable
{
    private readonly int _descriptor;

    private NetworkNamespace(int descriptor) => _descriptor = descriptor;

    /// <summary>Makes a namespace.</summary>
    /// <param name="furnish">Runs in it, on a thread of its own; where it throws, the namespace goes.</param>
    /// <param name="result">What <paramref name="furnish"/> returned.</param>
    internal static NetworkNamespace Create<T>(Func<T> furnish, out T result)
    {
        (NetworkNamespace made, result) = OnThread(() => CreateHere(furnish));
        return made;
    }

    private static (NetworkNamespace Made, T Result) CreateHere<T>(Func<T> furnish)
    {
        if (Libc.Unshare(Libc.NewNetworkNamespace) < 0)
        {
            throw Failure.Of("make a network namespace");
        }

        int descriptor = Libc.Open("/proc/thread-self/ns/net", Libc.OpenReadOnly | Libc.OpenCloseOnExec);
        if (descriptor < 0)
        {
            throw Failure.Of("hold a network namespace");
        }

        var made = new NetworkNamespace(descriptor);
        bool isFurnished = false;
        try
        {
            T result = furnish();
            isFurnished = true;
            return (made, result);
        }
        finally
        {
            if (!isFurnished)
            {
                made.Dispose();
            }
        }
    }

    /// <summary>Runs a function on a new thread inside and waits for it; what it throws comes out here.</summary>
    internal T Execute<T>(Func<T> function) => OnThread(() =>
        Libc.SetNamespace(_descriptor, Libc.NewNetworkNamespace) < 0 ? throw Failure.Of("enter the lab's network namespace") : function());

    // A thread that has been elsewhere is never used for anything else. The task carries result and exception across.
    private static T OnThread<T>(Func<T> function)
    {
        var task = new Task<T>(function);
        var thread = new Thread(() => task.RunSynchronously(TaskScheduler.Default)) { IsBackground = true, Name = "lab namespace" };
        thread.Start();
        thread.Join();
        return task.GetAwaiter().GetResult();
    }

    public void Dispose() => _ = Libc.Close(_descriptor);
}
