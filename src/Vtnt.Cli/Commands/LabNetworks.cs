using Vtnt.Lab;

namespace Vtnt.Cli;

/// <summary>Networks by the name that the user gives: a shipped one, or a file.</summary>
internal static class LabNetworks
{
    /// <summary>The text of a network.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    internal static string Text(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".lab", StringComparison.Ordinal))
        {
            return File.Exists(name) ? File.ReadAllText(name) : throw new UsageException($"there is no file '{name}'");
        }

        return ShippedNetworks.Names.Contains(name)
            ? ShippedNetworks.Text(name)
            : throw new UsageException($"there is no network '{name}'; 'vtnt lab list' shows those that there are");
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    /// <exception cref="LabFormatException">The file is not a network.</exception>
    internal static Network Load(string name) => Network.Parse(Text(name));
}
