using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>The ICMP extension objects of a hop record, for <c>foreach</c>. Ends at the first object that overruns.</summary>
public readonly ref struct WartsExtensionList
{
    private readonly ReadOnlySpan<byte> _objects;

    internal WartsExtensionList(ReadOnlySpan<byte> objects) => _objects = objects;

    /// <summary>True when there is no object.</summary>
    public bool IsEmpty => _objects.IsEmpty;

    /// <summary>The objects, in order.</summary>
    public Enumerator GetEnumerator() => new(_objects);

    /// <summary>Walks the objects.</summary>
    public ref struct Enumerator
    {
        private const int HeaderLength = 4;

        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> objects) => _rest = objects;

        /// <summary>The object walked to.</summary>
        public WartsExtensionView Current { get; private set; }

        /// <summary>Goes to the next object; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < HeaderLength)
            {
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_rest);
            if (length > _rest.Length - HeaderLength)
            {
                return false;
            }

            Current = new(_rest[2], _rest[3], _rest.Slice(HeaderLength, length));
            _rest = _rest[(HeaderLength + length)..];
            return true;
        }
    }
}
