namespace Vtnt.Warts;

/// <summary>Where a hop record that was checked has its pieces: offsets in the record's body.</summary>
internal struct HopPlace
{
    /// <summary>Where its parameters of fixed size are.</summary>
    internal HopLayout Layout;

    /// <summary>Its first parameter.</summary>
    internal int First;

    /// <summary>Its address, inline: resolved when the hop has a number only. 0 for an address of a legacy file.</summary>
    internal int Address;

    /// <summary>Behind its address.</summary>
    internal int AfterAddress;

    /// <summary>What orders it among its neighbours: the slot in TNT's dialect, else the TTL.</summary>
    internal int Order;
}
