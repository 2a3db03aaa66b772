namespace Vtnt.Lab;

/// <summary>Every address and prefix of a network, for longest-prefix lookup.</summary>
internal sealed class AddressPlan
{
    private readonly Dictionary<HostAddress, AddressOwner> _addresses = [];
    private readonly List<(HostAddress Network, int Length, AddressOwner Owner)> _blocks = [];

    /// <summary>Every address as a prefix of full length, then every block.</summary>
    internal IEnumerable<(HostAddress Network, int Length)> Prefixes
    {
        get
        {
            foreach (HostAddress address in _addresses.Keys)
            {
                yield return (address, address.Length * 8);
            }

            foreach ((HostAddress network, int length, _) in _blocks)
            {
                yield return (network, length);
            }
        }
    }

    /// <summary>Adds one address; false when somebody has it.</summary>
    internal bool TryAdd(HostAddress address, AddressOwner owner) => _addresses.TryAdd(address, owner);

    /// <summary>Adds a block of addresses; a longer prefix wins over a shorter one.</summary>
    internal void AddBlock(HostAddress network, int length, AddressOwner owner)
    {
        int place = 0;
        while (place < _blocks.Count && _blocks[place].Length >= length)
        {
            place++;
        }

        _blocks.Insert(place, (network, length, owner));
    }

    /// <summary>Who has an address; false when no prefix covers it.</summary>
    internal bool TryFind(HostAddress address, out AddressOwner owner)
    {
        if (_addresses.TryGetValue(address, out owner))
        {
            return true;
        }

        foreach ((HostAddress network, int length, AddressOwner candidate) in _blocks)
        {
            if (network.Kind == address.Kind && CommonLength(network, address) >= length)
            {
                owner = candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>An address with the bits behind a prefix length cleared; the length is 1 at least.</summary>
    internal static HostAddress NetworkOf(HostAddress address, int length) => address.IsIPv4
        ? HostAddress.FromIPv4(address.IPv4Value & (uint.MaxValue << (32 - length)))
        : HostAddress.FromIPv6(address.IPv6Value & (UInt128.MaxValue << (128 - length)));

    /// <summary>Leading bits that two addresses of one family share.</summary>
    internal static int CommonLength(HostAddress left, HostAddress right) => left.IsIPv4
        ? System.Numerics.BitOperations.LeadingZeroCount(left.IPv4Value ^ right.IPv4Value)
        : (int)UInt128.LeadingZeroCount(left.IPv6Value ^ right.IPv6Value);
}
