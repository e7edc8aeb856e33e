using System.Globalization;
using Coop.Engine.Items;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>What a score is held against, read once in each way in which scores may ask for it.</summary>
internal sealed class Threshold
{
    private readonly TimeSpan? _fromNow;
    private string? _instant;

    public Threshold(SignalScore given)
    {
        Given = given;
        Text = given.ToString();
        Boolean = AsBoolean(given);
        Number = AsNumber(given);
        _fromNow = given.Kind == SignalScoreKind.Text && RelativeDate.TryParse(Text, out var fromNow) ? fromNow : null;
    }

    public SignalScore Given { get; }

    public string Text { get; }

    /// <summary>Null when it is none.</summary>
    public bool? Boolean { get; }

    /// <summary>Null when it is none.</summary>
    public double? Number { get; }

    /// <summary>As normalised text, which compares as instants do; null when it is no date.</summary>
    /// <param name="now">When the item is judged: what a date such as <c>now-7d</c> is told from.</param>
    public string? InstantAt(DateTimeOffset now)
    {
        if (_fromNow is { } fromNow)
        {
            return IsoDate.Of(now + fromNow);
        }

        // Most thresholds are never asked for a date, and looking for one takes longer than everything else here.
        _instant ??= IsoDate.TryNormalize(Text, out var instant) ? instant : "";
        return _instant.Length > 0 ? _instant : null;
    }

    public static bool? AsBoolean(SignalScore value) => value.Kind switch
    {
        SignalScoreKind.Boolean => value.AsBoolean(),
        SignalScoreKind.Number => value.AsNumber() != 0,
        _ => value.AsText().Trim().ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" or "" => false,
            _ => null,
        },
    };

    public static double? AsNumber(SignalScore value) => value.Kind switch
    {
        SignalScoreKind.Number => value.AsNumber(),
        SignalScoreKind.Text when double.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };
}
