using System.Text.RegularExpressions;

namespace Coop.Server.Rules.Pages;

/// <summary>A date told from the moment an item is judged, as it stands in the form: so many days ago. Stored as <c>now-7d</c>.</summary>
/// <param name="Amount">As typed.</param>
/// <param name="Unit">A value of <see cref="Units"/>.</param>
internal sealed partial record RelativeThreshold(string Amount, string Unit)
{
    /// <summary>How far and which way, with the words for it.</summary>
    public static IReadOnlyList<(string Value, string Label)> Units { get; } =
    [
        ("-m", "minutes ago"), ("-h", "hours ago"), ("-d", "days ago"), ("-w", "weeks ago"),
        ("+m", "minutes from then"), ("+h", "hours from then"), ("+d", "days from then"), ("+w", "weeks from then"),
    ];

    public string Text => $"now{Unit[0]}{Amount.Trim()}{Unit[1]}";

    /// <summary>As people say it.</summary>
    public string Words
    {
        get
        {
            var unit = Units.First(unit => unit.Value == Unit).Label;
            return Amount == "1" ? $"1 {unit.Replace("s ", " ", StringComparison.Ordinal)}" : $"{Amount} {unit}";
        }
    }

    /// <summary>Null for a threshold that is no such date.</summary>
    public static RelativeThreshold? Of(string threshold) =>
        threshold == "now" ? new RelativeThreshold("0", "-m")
        : Form().Match(threshold) is { Success: true } found ? new RelativeThreshold(found.Groups["amount"].Value, found.Groups["sign"].Value + found.Groups["unit"].Value)
        : null;

    public static bool IsUnit(string? chosen) => Units.Any(unit => unit.Value == chosen);

    [GeneratedRegex("^now(?<sign>[+-])(?<amount>.*)(?<unit>[mhdw])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
