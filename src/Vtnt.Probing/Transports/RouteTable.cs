using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Asks the kernel by rtnetlink (RFC 3549) for routes and interfaces. Needs no privilege.</summary>
[SupportedOSPlatform("linux")]
public static class RouteTable
{
    private const int NetlinkFamily = 16, RouteProtocol = 0, AnswerBytes = 32 * 1024;

    /// <summary>How packets to an address leave; null when they do not: no route, or one that refuses.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="link">The interface to leave by; absent: as the table says.</param>
    /// <exception cref="ProbingException">The kernel does not answer.</exception>
    public static Route? Find(HostAddress destination, NetworkLink? link = null)
    {
        if (destination.IsNone)
        {
            throw new ArgumentException("There is no route to no address.", nameof(destination));
        }

        byte[] answer = new byte[AnswerBytes];
        Span<byte> request = stackalloc byte[NetlinkRequest.MaxLength];
        int length = NetlinkRequest.WriteRoute(request, destination, link?.Index ?? 0, sequence: 1);
        if (Exchange(request[..length], answer) is not { } received
            || !NetlinkAnswer.TryParse(answer.AsSpan(0, received), out NetlinkAnswer message)
            || !message.TryReadRoute(out RouteFields fields)
            || (link ?? Link(fields.InterfaceIndex, null)) is not { } device)
        {
            return null;
        }

        return new()
        {
            Destination = destination,
            Link = device,
            Gateway = fields.Gateway,
            Source = fields.Source,
            Mtu = fields.Mtu > 0 ? fields.Mtu : device.Mtu,
            IsLocal = fields.IsLocal,
        };
    }

    /// <summary>An interface by its name; null when there is none.</summary>
    /// <exception cref="ProbingException">The kernel does not answer.</exception>
    public static NetworkLink? FindLink(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Link(0, name);
    }

    private static NetworkLink? Link(int index, string? name)
    {
        byte[] answer = new byte[AnswerBytes];
        Span<byte> request = stackalloc byte[NetlinkRequest.MaxLength];
        int length = NetlinkRequest.WriteLink(request, index, name, sequence: 1);
        return Exchange(request[..length], answer) is { } received && NetlinkAnswer.TryParse(answer.AsSpan(0, received), out NetlinkAnswer message)
            ? message.ReadLink()
            : null;
    }

    /// <summary>Sends one request and receives its answer; null when the kernel answers with an error.</summary>
    private static unsafe int? Exchange(ReadOnlySpan<byte> request, byte[] answer)
    {
        int socket = Libc.Socket(NetlinkFamily, Libc.SocketRaw | Libc.SocketCloseOnExec, RouteProtocol);
        if (socket < 0)
        {
            throw Silent(Marshal.GetLastPInvokeError());
        }

        try
        {
            fixed (byte* question = request, place = answer)
            {
                // The kernel answers within the call that asks; nothing has to be waited for.
                if (Libc.Send(socket, question, request.Length, 0) != request.Length)
                {
                    throw Silent(Marshal.GetLastPInvokeError());
                }

                int received = (int)Libc.ReceiveFrom(socket, place, answer.Length, Libc.DoNotWait, 0, 0);
                if (received < 0)
                {
                    throw Silent(Marshal.GetLastPInvokeError());
                }

                bool isAnswer = NetlinkAnswer.TryParse(answer.AsSpan(0, received), out NetlinkAnswer message) && message.Type != NetlinkCode.Error;
                return isAnswer ? received : null;
            }
        }
        finally
        {
            _ = Libc.Close(socket);
        }
    }

    private static ProbingException Silent(int errno) =>
        new(ProbingError.NotSupported, $"The kernel does not tell its routes (error {errno}); name the source address and the interface.", errno);
}
