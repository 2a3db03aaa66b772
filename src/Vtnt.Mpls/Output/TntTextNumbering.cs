using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The first column of TNT's text: a slot of the initial trace has a number, a revealed one an H number. Compat guesses
/// by TNT's counter which silent slots were revealed (defect D23); strict knows.
/// </summary>
internal sealed class TntTextNumbering(int firstHop, TntProfile profile)
{
    private int _number = firstHop;
    private int _hidden;
    private bool _isBeforeSilentIngress;

    /// <summary>The column for the next slot, three characters wide.</summary>
    internal string Next(bool hasReplied, TntAnnotation bits)
    {
        var discoveries = (HopDiscoveries)bits.Discoveries;
        bool isRevealed = discoveries.HasFlag(HopDiscoveries.Revealed);
        string column;
        if (profile != TntProfile.Compat)
        {
            _hidden = isRevealed ? _hidden + 1 : 0;
            column = isRevealed ? Hidden(_hidden) : Number();
        }
        else if (!hasReplied)
        {
            column = OnSilent();
        }
        else if (isRevealed)
        {
            _hidden = Math.Max(1, _hidden);
            column = Hidden(_hidden++);
        }
        else
        {
            column = Number();
            Count((HopTypes)bits.Types);
        }

        _isBeforeSilentIngress = discoveries.HasFlag(HopDiscoveries.BeforeSilentIngress);
        return column;
    }

    private string OnSilent()
    {
        if (_hidden > 0)
        {
            return Hidden(_hidden++);
        }

        _hidden = _isBeforeSilentIngress ? 1 : 0;
        return Number();
    }

    private void Count(HopTypes types)
    {
        bool isImplicitLsr = types.HasFlag(HopTypes.Lsr) && (types & HopTypes.Implicit) != 0;
        bool isEnd = types.HasFlag(HopTypes.Egress) && _hidden != 0;
        _hidden = types.HasFlag(HopTypes.Invisible) && !isImplicitLsr && !isEnd ? _hidden + 1 : 0;
    }

    private string Number() => (_number++).ToString(CultureInfo.InvariantCulture).PadLeft(3);

    private string Hidden(int number)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"H{number}");

        // TNT's field holds three characters; strict does not cut.
        return profile == TntProfile.Compat && text.Length > 3 ? text[..3] : text.PadLeft(3);
    }
}
