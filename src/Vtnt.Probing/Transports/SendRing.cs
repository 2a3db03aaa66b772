using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>Room outside the managed heap for the message headers of one <c>sendmmsg</c>; the packets stay where they are.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SendRing : IDisposable
{
    /// <summary>The most packets per call.</summary>
    internal const int Slots = 64;

    private const int NameBytes = 32;

    private readonly BatchMessage* _messages;
    private readonly IoVector* _vectors;
    private readonly byte* _names;
    private bool _hasBatchCalls;
    private bool _isDisposed;

    internal SendRing(bool hasBatchCalls)
    {
        _hasBatchCalls = hasBatchCalls;
        _messages = (BatchMessage*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(BatchMessage));
        _vectors = (IoVector*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(IoVector));
        _names = (byte*)NativeMemory.AllocZeroed(Slots, NameBytes);
        for (int i = 0; i < Slots; i++)
        {
            _messages[i].Header = new() { Name = _names + (i * NameBytes), Vectors = _vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>Room for the socket address of a slot.</summary>
    internal Span<byte> Name(int slot) => new(_names + (slot * NameBytes), NameBytes);

    /// <summary>Puts a packet into a slot whose address is written. Its bytes must stay in place until it is sent.</summary>
    internal void Set(int slot, byte* packet, int length, int nameLength)
    {
        _vectors[slot] = new() { Bytes = packet, Length = (nuint)length };
        _messages[slot].Header.NameLength = (uint)nameLength;
    }

    /// <summary>
    /// Sends the packets of the first slots.
    /// </summary>
    /// <returns>How many left, or 0 when the first of them did not.</returns>
    internal int Send(int descriptor, int count, out int errno)
    {
        int sent = count == 1 || !_hasBatchCalls ? SendOne(descriptor) : Libc.SendMessages(descriptor, _messages, (uint)count, 0);
        errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (errno == Errno.NotImplemented && _hasBatchCalls)
        {
            _hasBatchCalls = false;
            return Send(descriptor, count, out errno);
        }

        return Math.Max(0, sent);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            NativeMemory.Free(_messages);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(_names);
        }
    }

    private int SendOne(int descriptor) => Libc.SendMessage(descriptor, &_messages->Header, 0) < 0 ? -1 : 1;
}
