using System.Diagnostics.CodeAnalysis;

namespace Vtnt.Lab;

/// <summary>The networks that come with the library, by name.</summary>
public static class ShippedNetworks
{
    private const string Suffix = ".lab";

    private static readonly string[] SortedNames = FindNames();

    /// <summary>All names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => SortedNames;

    /// <summary>The text of a network, comments included.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static string Text(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using Stream stream = typeof(ShippedNetworks).Assembly.GetManifestResourceStream(name + Suffix)
            ?? throw new ArgumentException($"There is no network '{name}'; the networks are {string.Join(", ", SortedNames)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static Network Load(string name) => Network.Parse(Text(name));

    /// <summary>Reads a network; false when there is none of that name.</summary>
    public static bool TryLoad(string name, [NotNullWhen(true)] out Network? network)
    {
        ArgumentNullException.ThrowIfNull(name);
        network = Array.IndexOf(SortedNames, name) >= 0 ? Load(name) : null;
        return network is not null;
    }

    private static string[] FindNames()
    {
        List<string> names = [];
        foreach (string resource in typeof(ShippedNetworks).Assembly.GetManifestResourceNames())
        {
            if (resource.EndsWith(Suffix, StringComparison.Ordinal))
            {
                names.Add(resource[..^Suffix.Length]);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return [.. names];
    }
}
