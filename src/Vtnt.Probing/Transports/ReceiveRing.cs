using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Room outside the managed heap for the packets of one <c>recvmmsg</c>, each with its sender and what the kernel tells
/// beside it. They stay until they are taken, so that none is lost when a batch is full.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ReceiveRing : IDisposable
{
    private const int Slots = 64, ControlBytes = 256, NameBytes = 32;

    /// <summary>The longest IP packet with the IPv6 header that goes before it, a multiple of 8.</summary>
    private const int SlotBytes = 65_536 + Ipv6View.HeaderLength;

    private readonly BatchMessage* _messages;
    private readonly IoVector* _vectors;
    private readonly byte* _names;
    private readonly byte* _controls;
    private readonly byte* _packets;
    private bool _hasBatchCalls;
    private bool _isDisposed;
    private int _count;
    private int _next;
    private bool _isV6;
    private byte _protocol;

    internal ReceiveRing(bool hasBatchCalls)
    {
        _hasBatchCalls = hasBatchCalls;
        _messages = (BatchMessage*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(BatchMessage));
        _vectors = (IoVector*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(IoVector));
        _names = (byte*)NativeMemory.AllocZeroed(Slots, NameBytes);
        _controls = (byte*)NativeMemory.AllocZeroed(Slots, ControlBytes);

        // Only the pages that packets touch become real.
        _packets = (byte*)NativeMemory.AllocZeroed(Slots, SlotBytes);
        for (int i = 0; i < Slots; i++)
        {
            _vectors[i] = new() { Bytes = _packets + (i * SlotBytes) + Ipv6View.HeaderLength, Length = SlotBytes - Ipv6View.HeaderLength };
        }
    }

    /// <summary>True while packets wait to be taken.</summary>
    internal bool HasPacket => _next < _count;

    /// <summary>
    /// Receives what waits in the socket, as much as there is room for; call it only when no packet is left here.
    /// </summary>
    /// <returns>True when the socket may hold more.</returns>
    /// <exception cref="ProbingException">The socket is gone.</exception>
    internal bool Fill(RawSocket socket)
    {
        (_count, _next, _isV6, _protocol) = (0, 0, socket.IsIPv6, socket.Protocol);
        int wanted = _hasBatchCalls ? Slots : 1;
        Prepare(wanted);
        int received = _hasBatchCalls
            ? Libc.ReceiveMessages(socket.Descriptor, _messages, Slots, 0, 0)
            : ReceiveOne(socket.Descriptor);
        if (received >= 0)
        {
            _count = received;
            return received == wanted;
        }

        int errno = Marshal.GetLastPInvokeError();
        if (errno == Errno.NotImplemented && _hasBatchCalls)
        {
            _hasBatchCalls = false;
            return true;
        }

        return errno != Errno.WouldBlock && Errno.IsPassing(errno, "receiving");
    }

    /// <summary>The next packet, its IP header included, without taking it.</summary>
    internal ReadOnlySpan<byte> Peek(out Timestamp? receivedAt)
    {
        ref BatchMessage message = ref _messages[_next];
        AncillaryData ancillary = AncillaryData.Parse(new(message.Header.Control, (int)message.Header.ControlLength));
        receivedAt = ancillary.ReceivedAt;
        int length = (int)message.Length;
        byte* bytes = _vectors[_next].Bytes;
        if (!_isV6)
        {
            var received = new Span<byte>(bytes, length);
            OptionedHeader.Seal(received);
            return received;
        }

        HostAddress source = (*(SocketAddressV6*)message.Header.Name).Address;
        byte* packet = bytes - Ipv6View.HeaderLength;
        RebuiltHeader.Write(new(packet, Ipv6View.HeaderLength), length, _protocol, source, ancillary.Destination, ancillary.HopLimit ?? 0, ancillary.TrafficClass ?? 0);
        return new(packet, length + Ipv6View.HeaderLength);
    }

    /// <summary>Lets go of the packet that was looked at.</summary>
    internal void Take() => _next++;

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            NativeMemory.Free(_messages);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(_names);
            NativeMemory.Free(_controls);
            NativeMemory.Free(_packets);
        }
    }

    /// <summary>The kernel writes into the headers what it used, so they are set anew each time.</summary>
    private void Prepare(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _messages[i].Header = new()
            {
                Name = _names + (i * NameBytes),
                NameLength = NameBytes,
                Vectors = _vectors + i,
                VectorCount = 1,
                Control = _controls + (i * ControlBytes),
                ControlLength = ControlBytes,
            };
        }
    }

    private int ReceiveOne(int descriptor)
    {
        nint length = Libc.ReceiveMessage(descriptor, &_messages->Header, 0);
        _messages->Length = (uint)Math.Max(0, length);
        return length < 0 ? -1 : 1;
    }
}
