using System.Buffers.Binary;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>Where bytes go: the console, a file or a TCP connection; and for a connection, where lines come from.</summary>
internal sealed class Channel
{
    private const string Scheme = "tcp://";
    private const int Patience = 10_000;

    private readonly int _descriptor;
    private readonly string _name;
    private readonly byte[] _received = new byte[4096];
    private int _start, _end;

    private Channel(int descriptor, string name, bool isConnection) => (_descriptor, _name, IsConnection) = (descriptor, name, isConnection);

    internal static Channel Console { get; } = new(1, "console", isConnection: false);

    internal bool IsConnection { get; }

    /// <summary>Opens <c>tcp://ADDRESS:PORT</c>, or a file that is made anew.</summary>
    internal static Channel Open(string place)
    {
        if (place.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return Connect(place);
        }

        int file = Libc.Open(place, Libc.CreateAnew);
        return file >= 0 ? new(file, place, isConnection: false) : throw new HostFailure($"Cannot write {place} (error {Libc.LastError}).");
    }

    /// <summary>Writes all of it; a peer that takes nothing for ten seconds is gone.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written = IsConnection
                ? Libc.Send(_descriptor, bytes, bytes.Length, Libc.NoSignal)
                : Libc.Write(_descriptor, bytes, bytes.Length);
            int error = written < 0 ? Libc.LastError : 0;
            bool mayGoOn = written >= 0 || error == Libc.Interrupted
                || (error == Libc.WouldBlock && Libc.WaitFor(_descriptor, Libc.Writable, Patience));
            bytes = mayGoOn ? bytes[Math.Max(0, (int)written)..] : throw new HostFailure($"Writing to {_name} failed (error {error}).");
        }
    }

    /// <summary>The next line that the peer sends, without its end; null when it has closed.</summary>
    internal string? ReadLine(int milliseconds)
    {
        int scanned = _start;
        while (true)
        {
            int length = _received.AsSpan(scanned, _end - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                string line = Encoding.UTF8.GetString(_received, _start, scanned + length - _start);
                _start = scanned + length + 1;
                return line.TrimEnd('\r');
            }

            _received.AsSpan(_start, _end - _start).CopyTo(_received);
            (_start, _end, scanned) = (0, _end - _start, _end - _start);
            if (_end == _received.Length)
            {
                throw new HostFailure($"A line from {_name} is longer than {_received.Length} bytes.");
            }

            if (!Libc.WaitFor(_descriptor, Libc.Readable, milliseconds))
            {
                throw new HostFailure($"Nothing came from {_name} in {milliseconds} ms.");
            }

            int read = (int)Libc.Read(_descriptor, _received.AsSpan(_end), _received.Length - _end);
            if (read == 0 || (read < 0 && Libc.LastError is not (Libc.Interrupted or Libc.WouldBlock)))
            {
                return null;
            }

            _end += Math.Max(0, read);
        }
    }

    private static Channel Connect(string place)
    {
        int colon = place.LastIndexOf(':');
        if (colon < Scheme.Length || !OptionValues.TryParseNumber(place.AsSpan(colon + 1), 1, ushort.MaxValue, out long port))
        {
            throw new HostFailure($"'{place}' is not of the form tcp://ADDRESS:PORT.");
        }

        // struct sockaddr_in: family in host order, port and address in network order.
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        address[0] = Libc.IPv4;
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)port);
        HostOptions.Address(place[Scheme.Length..colon]).WriteTo(address[4..]);
        int socket = Libc.Socket(Libc.IPv4, Libc.Stream, 0);
        int length = sizeof(int), error = 0;
        bool isOpen = Libc.Connect(socket, address, address.Length) == 0
            || (Libc.LastError == Libc.InProgress && Libc.WaitFor(socket, Libc.Writable, Patience)
                && Libc.GetSocketOption(socket, Libc.SocketLevel, Libc.SocketError, out error, ref length) == 0 && error == 0);
        return isOpen ? new(socket, place, isConnection: true) : throw new HostFailure($"Cannot connect to {place} (error {(error == 0 ? Libc.LastError : error)}).");
    }
}
