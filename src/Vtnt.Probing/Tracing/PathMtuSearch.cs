namespace Vtnt.Probing;

/// <summary>
/// Path-MTU discovery as a machine of questions: does a packet of <see cref="Size"/> bytes with <see cref="ProbeTtl"/> get an
/// answer? It is told the answer, or that there was none, and has the next question or is done.
/// </summary>
/// <remarks>
/// A too-big with a usable MTU names the next size. One without, and silence, lead to a search among the usual MTUs; after
/// silence the last hop that answers packets of the silent size is looked for as well.
/// </remarks>
internal sealed class PathMtuSearch
{
    /// <summary>Protects against a router that always names one byte less.</summary>
    private const int MaxNotes = 30;

    private static readonly int[] UsualSizes =
    [
        68, 296, 508, 512, 544, 552, 576, 1006, 1280, 1454, 1480, 1492, 1500, 1514, 1536, 2002, 2048, 4352, 4464, 4470, 8166, 9000, 9192,
        16110, 17914, 65535,
    ];

    private readonly int _headers;
    private readonly int _hops;
    private Mode _mode;
    private int _lower, _upper, _failedSize;
    private Answer _first, _atLower, _lastHop;
    private bool _wasOneMore;
    private byte _nearest, _farthest;

    /// <summary>A discovery that begins with the largest packet that can leave.</summary>
    /// <param name="interfaceMtu">Size of that packet in bytes.</param>
    /// <param name="headers">Bytes that every probe needs; less than that is no MTU.</param>
    /// <param name="hops">Hops of the path.</param>
    internal PathMtuSearch(int interfaceMtu, int headers, int hops) => (Size, _headers, _hops) = (interfaceMtu, headers, hops);

    private enum Mode
    {
        /// <summary>Is <see cref="Size"/> the path MTU?</summary>
        Sizing,

        /// <summary>Which size passes a router that does not tell?</summary>
        AtRouter,

        /// <summary>Which size is answered at all?</summary>
        AtSilence,

        /// <summary>Which hop is the last to answer the size that is not?</summary>
        LastHop,
    }

    /// <summary>Bytes of the packet to send.</summary>
    internal int Size { get; private set; }

    /// <summary>TTL of the packet to send.</summary>
    internal byte ProbeTtl { get; private set; } = byte.MaxValue;

    /// <summary>True when there is no further question.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>The path MTU in bytes, 0 when it was not found.</summary>
    internal int Mtu { get; private set; }

    /// <summary>Bytes that the first hop takes where larger packets vanish before it, else 0.</summary>
    internal int OutgoingMtu { get; private set; }

    /// <summary>What was learned; the index is that of a reply in the log.</summary>
    internal List<PathMtuNote> Notes { get; } = [];

    /// <summary>The packet was answered.</summary>
    /// <param name="answer">By what.</param>
    internal void OnAnswer(in Answer answer)
    {
        switch (_mode)
        {
            case Mode.Sizing:
                Judge(answer);
                break;
            case Mode.AtRouter when answer.IsTooBig && answer.From == _first.From:
                Narrow(isPassed: false, default);
                break;
            case Mode.LastHop:
                _nearest = ProbeTtl;
                _lastHop = answer;
                AskNextHop();
                break;
            default:
                Narrow(isPassed: true, answer);
                break;
        }
    }

    /// <summary>Nothing answered, however often it was sent.</summary>
    internal void OnSilence()
    {
        switch (_mode)
        {
            case Mode.Sizing:
                Search(Mode.AtSilence, default);
                break;
            case Mode.LastHop:
                _farthest = ProbeTtl;
                AskNextHop();
                break;
            default:
                Narrow(isPassed: _mode == Mode.AtRouter, default);
                break;
        }
    }

    private void Judge(in Answer answer)
    {
        if (!answer.IsTooBig)
        {
            Mtu = Size;
            IsDone = true;
        }
        else if (answer.NextHopMtu == 0 || answer.NextHopMtu >= Size)
        {
            Search(Mode.AtRouter, answer);
        }
        else
        {
            bool isSmall = answer.NextHopMtu < _headers;
            Note(isSmall ? PathMtuNoteKind.BadPacketTooBig : PathMtuNoteKind.PacketTooBig, answer.NextHopMtu, answer.Index);
            IsDone |= isSmall;
            (_mode, Size) = (Mode.Sizing, answer.NextHopMtu);
        }
    }

    private void Note(PathMtuNoteKind kind, int mtu, int? reply)
    {
        Notes.Add(new(kind, mtu, reply));
        IsDone |= Notes.Count == MaxNotes;
    }

    private void Search(Mode mode, in Answer answer)
    {
        (_mode, _first, _atLower) = (mode, answer, default);
        (_lower, _upper, _failedSize, _wasOneMore) = (0, Size, Size, false);
        AskNextSize();
    }

    private void Narrow(bool isPassed, in Answer answer)
    {
        if (isPassed)
        {
            (_lower, _atLower) = (Size, answer);
        }
        else
        {
            _upper = Size;
        }

        AskNextSize();
    }

    private void AskNextSize()
    {
        if (NextSize() is { } next)
        {
            Size = next;
        }
        else if (_lower == 0)
        {
            IsDone = true;
        }
        else
        {
            EndSearch();
        }
    }

    /// <summary>The next size between the largest that passed and the smallest that did not; null when nothing is between.</summary>
    private int? NextSize()
    {
        if (_lower == 0)
        {
            return _upper > 1500 ? 1500 : _upper > 1454 ? 1454 : LargestUsualBelow(_upper);
        }

        if (_upper - _lower <= 1)
        {
            return null;
        }

        bool hasPassedNow = _lower == Size;
        bool oneMore = hasPassedNow && !_wasOneMore && (_lower == 1500 || Array.IndexOf(UsualSizes, _lower) < 0);
        bool wasOneMore = _wasOneMore && hasPassedNow;
        _wasOneMore = oneMore;
        if (oneMore)
        {
            return _lower + 1;
        }

        int usual = hasPassedNow || wasOneMore ? SmallestUsualAbove(_lower) : _upper;
        return usual < _upper ? usual : (_lower + _upper) / 2;
    }

    private static int? LargestUsualBelow(int size)
    {
        int found = Array.FindLastIndex(UsualSizes, usual => usual < size);
        return found < 0 ? null : UsualSizes[found];
    }

    private static int SmallestUsualAbove(int size)
    {
        int found = Array.FindIndex(UsualSizes, usual => usual > size);
        return found < 0 ? int.MaxValue : UsualSizes[found];
    }

    private void EndSearch()
    {
        if (_mode == Mode.AtSilence)
        {
            _mode = Mode.LastHop;
            (Size, _nearest, _farthest) = (_failedSize, 0, (byte)Math.Clamp(_hops, 1, byte.MaxValue));
            AskNextHop();
            return;
        }

        Note(PathMtuNoteKind.BadPacketTooBig, _lower, _first.Index);
        Resume();
    }

    private void AskNextHop()
    {
        if (_farthest - _nearest > 1)
        {
            ProbeTtl = (byte)((_nearest + _farthest) / 2);
            return;
        }

        ProbeTtl = byte.MaxValue;
        Note(PathMtuNoteKind.Silence, _lower, _nearest == 0 ? null : _lastHop.Index);
        OutgoingMtu = _nearest == 0 ? _lower : OutgoingMtu;
        Resume();
    }

    /// <summary>Goes on with the size that was found, whose answer is known already.</summary>
    private void Resume()
    {
        if (IsDone)
        {
            return;
        }

        (_mode, Size) = (Mode.Sizing, _lower);
        if (_atLower.IsKnown)
        {
            Judge(_atLower);
        }
        else
        {
            OnSilence();
        }
    }

    /// <summary>An answer to a packet of the discovery.</summary>
    /// <param name="Index">The reply's index in the log.</param>
    /// <param name="From">Who answered.</param>
    /// <param name="IsTooBig">True when the answer is that the packet was too big.</param>
    /// <param name="NextHopMtu">Bytes that it says would pass; 0 when it does not tell.</param>
    internal readonly record struct Answer(int Index, HostAddress From, bool IsTooBig, int NextHopMtu)
    {
        /// <summary>True unless it is the default value: no answer.</summary>
        internal bool IsKnown => !From.IsNone;
    }
}
