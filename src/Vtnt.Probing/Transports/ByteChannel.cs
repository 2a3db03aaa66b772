using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Where bytes go and lines come from: the console, a file or a TCP connection over IPv4, by the system's own calls. It does
/// what a program for a unikernel needs of <see cref="FileStream"/> and sockets, in a hundredth of their size, with no thread.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ByteChannel : IDisposable
{
    private const string Scheme = "tcp://";
    private const int LongestLine = 4095, StandardOutput = 1;

    private readonly int _descriptor;
    private readonly string _name;
    private readonly byte[] _received = new byte[LongestLine + 1];
    private int _start, _end;

    private ByteChannel(int descriptor, string name, bool isConnection) => (_descriptor, _name, IsConnection) = (descriptor, name, isConnection);

    /// <summary>The longest that a connection may take to open or to accept bytes: ten seconds.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Standard output.</summary>
    public static ByteChannel Console { get; } = new(StandardOutput, "the console", isConnection: false);

    /// <summary>True for a TCP connection.</summary>
    public bool IsConnection { get; }

    /// <summary>Opens <c>tcp://ADDRESS:PORT</c>, ADDRESS being numeric IPv4, or a file that is made anew.</summary>
    /// <exception cref="ArgumentException">The place begins with <c>tcp://</c> and has another form.</exception>
    /// <exception cref="ProbingException">The system does not let us; the message says why.</exception>
    public static ByteChannel Open(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return new(Connect(place), place, isConnection: true);
        }

        int file = Libc.Open(Encoding.UTF8.GetBytes(place + "\0"), Libc.CreateAnew, Libc.OwnerWrites);
        return file >= 0 ? new(file, place, isConnection: false) : throw Failure($"Cannot write {place}", LastError);
    }

    /// <summary>Opens a file to read its lines.</summary>
    /// <exception cref="ProbingException">The system does not let us; the message says why.</exception>
    public static ByteChannel OpenToRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int file = Libc.Open(Encoding.UTF8.GetBytes(path + "\0"), Libc.ReadOnly, 0);
        return file >= 0 ? new(file, path, isConnection: false) : throw Failure($"Cannot read {path}", LastError);
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="ProbingException">It cannot be written, or the peer takes nothing for <see cref="Patience"/>.</exception>
    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
            {
                written = IsConnection ? Libc.Send(_descriptor, start, bytes.Length, Libc.NoSignal) : Libc.Write(_descriptor, start, bytes.Length);
            }

            int error = written < 0 ? LastError : 0;
            bool mayGoOn = error is 0 or Errno.Interrupted || (error == Errno.WouldBlock && WaitFor(_descriptor, Libc.PollOut, Patience));
            bytes = mayGoOn ? bytes[Math.Max(0, (int)written)..] : throw Failure($"Writing to {_name} failed", error);
        }
    }

    /// <summary>The next line in UTF-8, without its end; null when there is none any more.</summary>
    /// <param name="wait">The longest to wait for more of a connection.</param>
    /// <exception cref="ProbingException">A line is longer than 4095 bytes, or nothing came in time.</exception>
    public unsafe string? ReadLine(TimeSpan wait)
    {
        int scanned = _start;
        while (true)
        {
            int length = _received.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(scanned + length, scanned + length + 1);
            }

            _received.AsSpan(_start, _end - _start).CopyTo(_received);
            (_start, _end, scanned) = (0, _end - _start, _end - _start);
            if (_end == _received.Length)
            {
                throw Failure($"A line from {_name} is longer than {LongestLine} bytes", 0);
            }

            if (IsConnection && !WaitFor(_descriptor, Libc.PollIn, wait))
            {
                throw Failure($"Nothing came from {_name} in {(long)wait.TotalMilliseconds} ms", 0);
            }

            int read;
            fixed (byte* free = &_received[_end])
            {
                read = (int)Libc.Read(_descriptor, free, _received.Length - _end);
            }

            if (read == 0 || (read < 0 && LastError is not (Errno.Interrupted or Errno.WouldBlock)))
            {
                return _end == 0 ? null : Take(_end, _end);
            }

            _end += Math.Max(0, read);
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _ = Libc.Close(_descriptor);

    private static int LastError => Marshal.GetLastPInvokeError();

    private static ProbingException Failure(string what, int errno) =>
        new(ProbingError.ChannelFailed, errno == 0 ? $"{what}." : $"{what} (error {errno}).", errno);

    private string Take(int end, int next)
    {
        string line = Encoding.UTF8.GetString(_received, _start, end - _start);
        _start = next;
        return line.TrimEnd('\r');
    }

    private static int Connect(string place)
    {
        int colon = place.LastIndexOf(':');
        if (colon < Scheme.Length || !OptionValues.TryParseNumber(place.AsSpan(colon + 1), 1, ushort.MaxValue, out long port)
            || !HostAddress.TryParse(place.AsSpan(Scheme.Length, colon - Scheme.Length), out HostAddress address) || !address.IsIPv4)
        {
            throw new ArgumentException($"'{place}' is not of the form tcp://ADDRESS:PORT, with a numeric IPv4 address.");
        }

        int socket = Libc.Socket(Libc.AddressFamilyIPv4, Libc.SocketStream | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, 0);
        int error = Libc.Connect(socket, new SocketAddressV4(address, (ushort)port), SocketAddressV4.Size) == 0 ? 0 : LastError;
        if (error == Errno.InProgress)
        {
            int length = sizeof(int);
            error = !WaitFor(socket, Libc.PollOut, Patience) ? Errno.TimedOut
                : Libc.GetSocketOption(socket, Libc.LevelSocket, Libc.SocketError, out int result, ref length) == 0 ? result : LastError;
        }

        return error == 0 ? socket : throw Failure($"Cannot connect to {place}", error);
    }

    /// <summary>Waits for one descriptor; false when the time is over.</summary>
    private static unsafe bool WaitFor(int descriptor, short events, TimeSpan wait)
    {
        var waiting = new PollDescriptor { Descriptor = descriptor, Events = events };
        int ready;
        do
        {
            ready = Libc.Poll(&waiting, 1, (int)wait.TotalMilliseconds);
        }
        while (ready < 0 && LastError == Errno.Interrupted);

        return ready > 0;
    }
}
