namespace Vtnt.Mpls;

/// <summary>The excess of the return path at the slots of a path, and what earlier slots explain of it.</summary>
internal static class ReturnExcess
{
    /// <summary>The excess at a slot; null when it is silent or its reply TTL is unknown.</summary>
    internal static int? At(TntPath path, int index) =>
        path.ReplyAt(index) is { ReplyTtl: { } ttl } ? Frpla.Evaluate(path.Slots[index].Hop.ProbeTtl, ttl) : null;

    /// <summary>Initial TTL of the reply at a slot; 0 when unknown.</summary>
    internal static byte InitialAt(TntPath path, int index) =>
        path.ReplyAt(index) is { ReplyTtl: { } ttl } ? InitialTtl.Of(ttl) : (byte)0;

    /// <summary>True when the excess at a slot is known and can be a matter of paths.</summary>
    internal static bool IsPlausible(TntPath path, int index)
    {
        int?[] excesses = All(path);
        return excesses[index] is not null && PlausibleExcess.Evaluate(excesses, index);
    }

    /// <summary>What earlier hops that start alike explain of the excess at a slot.</summary>
    internal static int Explained(TntPath path, int[] revealed, int index) =>
        ExplainedExcess.Evaluate(Comparable(path, index), revealed, index);

    /// <summary>The asymmetry that earlier hops that start alike show.</summary>
    internal static int Asymmetry(TntPath path, int[] revealed, int index) =>
        ExplainedExcess.Asymmetry(Comparable(path, index), revealed, index);

    private static int?[] Comparable(TntPath path, int index)
    {
        byte initial = InitialAt(path, index);
        int?[] all = All(path);
        int?[] excesses = new int?[all.Length];
        for (int slot = 0; slot < index; slot++)
        {
            excesses[slot] = InitialAt(path, slot) == initial && PlausibleExcess.Evaluate(all, slot) ? all[slot] : null;
        }

        return excesses;
    }

    private static int?[] All(TntPath path)
    {
        int?[] excesses = new int?[path.Slots.Count];
        for (int slot = 0; slot < excesses.Length; slot++)
        {
            excesses[slot] = At(path, slot);
        }

        return excesses;
    }
}
