using System.Collections.Immutable;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>Path-MTU discovery, after the forward path.</content>
public sealed partial class Tracer
{
    private const int UsualMtu = 1500;

    private PathMtuSearch? _search;

    /// <summary>True when the forward path ended at a host that answers.</summary>
    private bool CanSeekMtu => _options.PathMtu && _stopReason is StopReason.Completed or StopReason.Unreach or StopReason.Icmp;

    private int InterfaceMtu => _options.InterfaceMtu ?? UsualMtu;

    private void BeginPathMtu()
    {
        _course = Course.PathMtu;
        _phase = Phase.Ready;
        int headers = ProbeWriter.HeaderLengthOf(IsTcp(_options) ? ProbeKind.TcpAck : ProbeKind.Udp, Destination.Kind);
        int steering = IsSteered(_options) ? ShortestSteeredPayload : 0;
        _search = new(InterfaceMtu, headers + steering, _hopCount);
        AskForMtu();
    }

    private void AskForMtu()
    {
        if (_search!.IsDone)
        {
            Finish();
            return;
        }

        (_ttl, _size, _attempt) = (_search.ProbeTtl, (ushort)_search.Size, 1);
    }

    private void OnReplyToMtuProbe(int added)
    {
        ref readonly ReplySlot reply = ref _log.Replies[added];
        AddressKind family = Destination.Kind;
        _search!.OnAnswer(new(added, reply.AddressOf(family), reply.IsTooBig(family), reply.NextHopMtu));
        _phase = Phase.Ready;
        AskForMtu();
    }

    private void EndMtuAttempt()
    {
        if (_attempt < _options.Attempts)
        {
            _attempt++;
            return;
        }

        _search!.OnSilence();
        AskForMtu();
    }

    private PathMtu? PathMtuResult()
    {
        if (_search is null)
        {
            return null;
        }

        ImmutableArray<ProbeOutcome> probes = BuildProbes(ProbePart.PathMtu, ttl: null);
        return new()
        {
            InterfaceMtu = InterfaceMtu,
            Mtu = _search.Mtu,
            OutgoingMtu = _search.OutgoingMtu,
            Probes = probes,
            Notes = BuildNotes(_search.Notes),
        };
    }

    private ImmutableArray<PathMtuNote> BuildNotes(List<PathMtuNote> notes)
    {
        ImmutableArray<PathMtuNote>.Builder built = ImmutableArray.CreateBuilder<PathMtuNote>(notes.Count);
        foreach (PathMtuNote note in notes)
        {
            built.Add(note.ReplyIndex is { } index ? note with { ReplyIndex = PlaceAmongMtuReplies(index) } : note);
        }

        return built.MoveToImmutable();
    }

    /// <summary>Turns a reply's index in the log into its place among the replies of all probes of the discovery.</summary>
    private int PlaceAmongMtuReplies(int logIndex)
    {
        int place = 0;
        for (int i = 0; i < _log.Count; i++)
        {
            if (_log.Probe(i).Part != ProbePart.PathMtu)
            {
                continue;
            }

            for (int reply = _log.Probe(i).FirstReply; reply >= 0; reply = _log.Replies[reply].Next)
            {
                if (reply == logIndex)
                {
                    return place;
                }

                place++;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }
}
