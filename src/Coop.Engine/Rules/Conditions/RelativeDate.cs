using System.Globalization;
using System.Text.RegularExpressions;

namespace Coop.Engine.Rules.Conditions;

/// <summary>A date told from the moment of judging: <c>now</c>, <c>now-7d</c>, <c>now+36h</c>. Units: <c>m</c>inutes, <c>h</c>ours, <c>d</c>ays, <c>w</c>eeks.</summary>
internal static partial class RelativeDate
{
    public const string Example = "now-7d";

    /// <summary>About a century: what lies further away is a slip, and must not run over the calendar's end.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(36_525);

    public static bool TryParse(string text, out TimeSpan fromNow)
    {
        fromNow = default;
        if (text == "now")
        {
            return true;
        }

        if (Form().Match(text) is not { Success: true } found)
        {
            return false;
        }

        var amount = int.Parse(found.Groups["amount"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = found.Groups["unit"].Value switch { "m" => 1L, "h" => 60, "d" => 24 * 60, _ => 7 * 24 * 60 } * amount;
        if (minutes > Furthest.TotalMinutes)
        {
            return false;
        }

        fromNow = TimeSpan.FromMinutes(found.Groups["sign"].Value == "-" ? -minutes : minutes);
        return true;
    }

    [GeneratedRegex("^now(?<sign>[+-])(?<amount>[0-9]{1,8})(?<unit>[mhdw])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
