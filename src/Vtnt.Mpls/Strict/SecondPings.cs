using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The addresses of one path that strict pings a second time: routers that kept silent, because one lost packet must not
/// blind us (defect D27), and those whose return tunnel of one router rests on a single reply. In path order, as far as the
/// budget of the destination goes. What others asked is not looked at, so that findings do not depend on their order.
/// </summary>
internal sealed class SecondPings(TntWork work)
{
    private readonly HashSet<HostAddress> _asked = [];
    private int _allowed;

    /// <summary>Probes that they cost.</summary>
    internal int Probes => _asked.Count * work.Options.PingCount;

    /// <summary>Sets how many probes may be spent.</summary>
    /// <param name="measuredByTnt">Probes of the trace and the pings that TNT sends.</param>
    internal void Allow(int measuredByTnt) => _allowed = (int)Math.Min(int.MaxValue, (long)work.Options.Budget * measuredByTnt / 100);

    /// <summary>TTL of an address's echo reply; null when it is unknown.</summary>
    internal byte? EchoReplyTtl(HostAddress address) =>
        work.EchoReplyTtl(address) ?? (_asked.Contains(address) ? work.SecondEchoReplyTtl(address) : null);

    /// <summary>Silent routers to ask again; none where the user asked for several pings anyway.</summary>
    internal List<HostAddress> ChooseSilent(TntPath path) =>
        work.Options.PingCount > 1 ? [] : Choose(path, slot => EchoReplyTtl(slot.Address) is null);

    /// <summary>Routers to ask again because one TTL more or less decides.</summary>
    internal List<HostAddress> ChooseDoubtful(TntPath path) =>
        work.Options.RtlaThreshold > 1
            ? []
            : Choose(path, slot => Rtla.Evaluate(slot.Reply!.ReplyTtl, EchoReplyTtl(slot.Address)) == 1 && !work.IsConfirmed(slot.Address, isAskedAgain: false));

    /// <summary>Tells the slots of a path what their pings have shown.</summary>
    internal void Tell(TntPath path)
    {
        foreach (TntSlot slot in path.Slots.Where(slot => !slot.IsSilent))
        {
            slot.EchoReplyTtl = EchoReplyTtl(slot.Address);
            slot.IsEchoReplyTtlConfirmed = work.IsConfirmed(slot.Address, _asked.Contains(slot.Address));
        }
    }

    private List<HostAddress> Choose(TntPath path, Predicate<TntSlot> isWanted)
    {
        List<HostAddress> chosen = [];
        foreach (TntSlot slot in path.Slots)
        {
            if (slot.IsTimeExceeded && isWanted(slot) && !work.IsReserved(slot.Address)
                && _allowed >= work.Options.PingCount && _asked.Add(slot.Address))
            {
                _allowed -= work.Options.PingCount;
                chosen.Add(slot.Address);
            }
        }

        return chosen;
    }
}
