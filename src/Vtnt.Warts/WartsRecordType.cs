namespace Vtnt.Warts;

/// <summary>The record types that this library decodes, by the format's numbers. Any other number is kept as bytes.</summary>
public enum WartsRecordType
{
    /// <summary>A list of destinations.</summary>
    List = 1,

    /// <summary>The start of a cycle through a list.</summary>
    CycleStart = 2,

    /// <summary>A cycle whose start is in another file.</summary>
    CycleDefinition = 3,

    /// <summary>The end of a cycle.</summary>
    CycleStop = 4,

    /// <summary>An address that later records refer to by number; files until about 2011 only.</summary>
    Address = 5,

    /// <summary>A trace.</summary>
    Trace = 6,

    /// <summary>A ping.</summary>
    Ping = 7,
}
