namespace Vtnt.Probing;

/// <summary>
/// A set of address prefixes of both families, for example those that must not be probed
/// (<see cref="ProberOptions.DoNotProbe"/>). Immutable; a look-up takes the logarithm of the number of prefixes and
/// allocates nothing.
/// </summary>
public sealed class PrefixSet
{
    /// <summary>The set without a prefix.</summary>
    public static readonly PrefixSet Empty = new([]);

    private readonly AddressRange[] _ranges;

    private PrefixSet(AddressRange[] ranges) => _ranges = ranges;

    /// <summary>True when no address is in the set.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>
    /// Reads one prefix per line, such as <c>198.51.100.0/24</c> or <c>2001:db8::/32</c>; an address alone stands for itself.
    /// What follows a <c>#</c> is a comment, empty lines mean nothing.
    /// </summary>
    /// <param name="reader">The text; read to its end, not closed.</param>
    /// <exception cref="FormatException">A line is no prefix, or has bits set behind its length; the message names the line.</exception>
    public static PrefixSet Parse(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<AddressRange> ranges = [];
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            ReadOnlySpan<char> text = (comment < 0 ? line : line.AsSpan(0, comment)).Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (!AddressRange.TryParse(text, out AddressRange range, out string? wrong))
            {
                throw new FormatException($"line {number}: {wrong}");
            }

            ranges.Add(range);
        }

        return new(Merge(ranges));
    }

    /// <summary>Reads prefixes from text, see <see cref="Parse(TextReader)"/>.</summary>
    /// <exception cref="FormatException">A line is no prefix, or has bits set behind its length; the message names the line.</exception>
    public static PrefixSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text);
        return Parse(reader);
    }

    /// <summary>
    /// True when a prefix of the set covers <paramref name="address"/>. An IPv4 prefix also covers the address's IPv4-mapped
    /// IPv6 form; <see cref="HostAddress.None"/> is in no set.
    /// </summary>
    public bool Contains(HostAddress address)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            ref readonly AddressRange range = ref _ranges[middle];
            if (address < range.First)
            {
                high = middle - 1;
            }
            else if (address > range.Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return TryUnmap(address, out HostAddress inner) && Contains(inner);
    }

    private static bool TryUnmap(HostAddress address, out HostAddress inner)
    {
        bool isMapped = address.IsIPv6 && address.IPv6Value >> 32 == 0xFFFF;
        inner = isMapped ? HostAddress.FromIPv4((uint)address.IPv6Value) : default;
        return isMapped;
    }

    /// <summary>Sorted and without overlaps, so that the first address decides.</summary>
    private static AddressRange[] Merge(List<AddressRange> ranges)
    {
        ranges.Sort((left, right) => left.First.CompareTo(right.First));
        List<AddressRange> merged = [];
        foreach (AddressRange range in ranges)
        {
            if (merged.Count == 0 || range.First > merged[^1].Last)
            {
                merged.Add(range);
            }
            else if (range.Last > merged[^1].Last)
            {
                merged[^1] = merged[^1] with { Last = range.Last };
            }
        }

        return [.. merged];
    }
}
