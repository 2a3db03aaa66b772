using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>
/// The extension structure of an ICMP error (RFC 4884 section 7), found and checked; the default value has no objects.
/// Enumerating yields every object that fits, in order, and stops at the first that overruns the message.
/// </summary>
/// <remarks>
/// Where the structure begins: at the length field's offset when that is at least 128 bytes and a valid structure is
/// there; otherwise at byte 128, where routers older than RFC 4884 put it and where some leave junk in the length byte.
/// Valid means version 2 (for IPv4 also a nibble-swapped first byte 0x02, seen in the wild) and a checksum that is zero
/// (not computed) or verifies over the rest of the message.
/// </remarks>
public readonly ref struct IcmpExtensionsView
{
    private const int StructureHeaderLength = 4, ObjectHeaderLength = 4, LegacyOffset = 128;

    private readonly ReadOnlySpan<byte> _objects;

    private IcmpExtensionsView(ReadOnlySpan<byte> objects, int offset)
    {
        _objects = objects;
        Offset = offset;
    }

    /// <summary>Where the structure begins in the payload of the ICMP message, in bytes; 0 when there is none.</summary>
    public int Offset { get; }

    /// <summary>True when there is no valid structure, or it has no object.</summary>
    public bool IsEmpty => !GetEnumerator().MoveNext();

    /// <summary>The bytes of all objects, headers included, as they arrived.</summary>
    public ReadOnlySpan<byte> Objects => _objects;

    /// <summary>Finds the structure in the payload of an ICMP error.</summary>
    /// <param name="icmpPayload">What follows the 8-byte ICMP header, cut to the IP packet.</param>
    /// <param name="lengthField">The RFC 4884 length byte.</param>
    /// <param name="isV6">True for ICMPv6, whose length field counts 64-bit words.</param>
    public static IcmpExtensionsView Find(ReadOnlySpan<byte> icmpPayload, byte lengthField, bool isV6)
    {
        int announced = lengthField * (isV6 ? 8 : 4);
        if (announced > LegacyOffset && TryAt(icmpPayload, announced, isV6, out IcmpExtensionsView view))
        {
            return view;
        }

        return TryAt(icmpPayload, LegacyOffset, isV6, out view) ? view : default;
    }

    /// <summary>The objects of a structure that was found valid before, from a copy of <see cref="Objects"/>.</summary>
    internal static IcmpExtensionsView FromObjects(ReadOnlySpan<byte> objects) => new(objects, LegacyOffset);

    /// <summary>The objects, for <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(_objects);

    private static bool TryAt(ReadOnlySpan<byte> icmpPayload, int offset, bool isV6, out IcmpExtensionsView view)
    {
        view = default;
        if (icmpPayload.Length <= offset + StructureHeaderLength)
        {
            return false;
        }

        ReadOnlySpan<byte> structure = icmpPayload[offset..];
        bool isVersion2 = structure[0] >> 4 == 2 || (!isV6 && structure[0] == 0x02);
        ushort checksum = BinaryPrimitives.ReadUInt16BigEndian(structure[2..]);
        if (!isVersion2 || (checksum != 0 && !InternetChecksum.IsValid(structure)))
        {
            return false;
        }

        view = new(structure[StructureHeaderLength..], offset);
        return true;
    }

    /// <summary>Walks the objects of a structure.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> objects) => _rest = objects;

        /// <summary>The object walked to.</summary>
        public IcmpExtensionObjectView Current { get; private set; }

        /// <summary>Goes to the next object with content; false at the end or at an object that does not fit.</summary>
        public bool MoveNext()
        {
            while (_rest.Length > ObjectHeaderLength)
            {
                int length = BinaryPrimitives.ReadUInt16BigEndian(_rest);
                if (length < ObjectHeaderLength || length > _rest.Length)
                {
                    return false;
                }

                Current = new(_rest[2], _rest[3], _rest[ObjectHeaderLength..length]);
                _rest = _rest[length..];
                if (length > ObjectHeaderLength)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
