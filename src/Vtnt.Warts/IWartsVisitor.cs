namespace Vtnt.Warts;

/// <summary>
/// Told of each record as it is decoded. Views are valid only during the call: they read from the caller's buffer.
/// Records are objects where they are rare and needed later, views where they are many.
/// </summary>
public interface IWartsVisitor
{
    /// <summary>A list.</summary>
    void OnList(WartsListRecord list);

    /// <summary>The start of a cycle, or the definition of one that started in another file.</summary>
    void OnCycle(WartsCycleRecord cycle);

    /// <summary>The end of a cycle.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cycle">The cycle; null when it was not met in the file.</param>
    void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle);

    /// <summary>An address of a legacy file.</summary>
    void OnAddress(WartsAddressRecord address);

    /// <summary>A trace.</summary>
    void OnTrace(in WartsTraceView trace);

    /// <summary>A ping.</summary>
    void OnPing(in WartsPingView ping);

    /// <summary>A record of a type that is not decoded.</summary>
    /// <param name="type">The format's number of the type, 8 to 65535.</param>
    /// <param name="encoded">The whole record, header included.</param>
    void OnOther(ushort type, ReadOnlySpan<byte> encoded);
}
