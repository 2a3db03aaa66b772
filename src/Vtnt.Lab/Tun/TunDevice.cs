using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>
/// A TUN interface: whole IP packets that the kernel sends by it are read here, and what is written here the kernel
/// receives. It belongs to the namespace of the thread that opened it, may be used by any, and is gone when closed.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class TunDevice : IDisposable
{
    private readonly int _device;
    private readonly int _wake;

    private TunDevice(int device, int wake, string name)
    {
        _device = device;
        _wake = wake;
        Name = name;
    }

    /// <summary>The interface's name.</summary>
    internal string Name { get; }

    internal static TunDevice Open(string name)
    {
        int device = Libc.Open("/dev/net/tun", Libc.OpenReadWrite | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (device < 0)
        {
            throw Failure.OfTun(Marshal.GetLastPInvokeError());
        }

        var request = new InterfaceRequest(name) { Flags = Libc.TunLayer3 | Libc.TunWithoutPacketHeader };
        int wake = Libc.Control(device, Libc.SetTunInterface, ref request) < 0
            ? -1
            : Libc.CreateEvent(0, Libc.EventNonBlocking | Libc.EventCloseOnExec);
        if (wake < 0)
        {
            ProbingException failure = Failure.Of("make a TUN interface");
            _ = Libc.Close(device);
            throw failure;
        }

        return new(device, wake, name);
    }

    /// <summary>Takes one packet; 0 when there is none, -1 when the interface exists no longer.</summary>
    internal unsafe int Read(Span<byte> destination)
    {
        fixed (byte* bytes = destination)
        {
            while (true)
            {
                nint length = Libc.Read(_device, bytes, destination.Length);
                if (length >= 0)
                {
                    return (int)length;
                }

                int errno = Marshal.GetLastPInvokeError();
                if (errno != Libc.Interrupted)
                {
                    return errno == Libc.WouldBlock ? 0 : -1;
                }
            }
        }
    }

    /// <summary>Hands the kernel a packet; false when it did not take it (the interface is down, its queue is full).</summary>
    internal unsafe bool TryWrite(ReadOnlySpan<byte> packet)
    {
        fixed (byte* bytes = packet)
        {
            nint written;
            do
            {
                written = Libc.Write(_device, bytes, packet.Length);
            }
            while (written < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
            return written == packet.Length;
        }
    }

    /// <summary>Waits for a packet, for <see cref="Wake"/>, or for <paramref name="nanoseconds"/>; false when woken.</summary>
    internal unsafe bool Wait(long nanoseconds)
    {
        PollDescriptor* descriptors = stackalloc PollDescriptor[2];
        descriptors[0] = new() { Descriptor = _device, Events = Libc.PollIn };
        descriptors[1] = new() { Descriptor = _wake, Events = Libc.PollIn };
        TimeSpec timeout = new() { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        if (Libc.Poll(descriptors, 2, &timeout, 0) < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
        {
            throw Failure.Of("wait for packets");
        }

        return (descriptors[1].Happened & Libc.PollIn) == 0;
    }

    /// <summary>Ends every <see cref="Wait"/>, those to come included. From any thread.</summary>
    internal unsafe void Wake()
    {
        ulong one = 1;
        if (Libc.Write(_wake, (byte*)&one, sizeof(ulong)) < 0)
        {
            throw Failure.Of("wake the lab's thread");
        }
    }

    public void Dispose()
    {
        _ = Libc.Close(_device);
        _ = Libc.Close(_wake);
    }
}
