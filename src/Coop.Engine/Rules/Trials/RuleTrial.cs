using System.Globalization;
using Coop.Engine.Decisions;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Rules.Evaluation;
using Coop.Integrations;

namespace Coop.Engine.Rules.Trials;

/// <summary>How a rule came out on an item it was tried on. Nothing of it is stored, and nothing acted.</summary>
/// <param name="Reviews">Why the item would go to a person.</param>
/// <param name="Elapsed">How long it all took.</param>
public sealed record RuleTrial(RuleOutcome Outcome, EvaluationSubject Subject, IReadOnlyList<string> Reviews, TimeSpan Elapsed)
{
    /// <summary>What an input selects of the item, as text; null when it selects nothing, empty for a whole item or an empty list.</summary>
    public IReadOnlyList<string>? ValuesOf(ConditionInput input)
    {
        var selection = Selection.Of(input, Subject);
        return selection.IsProvided ? [.. (selection.Values ?? []).Select(Text)] : null;
    }

    private static string Text(ScalarValue value) => value.Type switch
    {
        ScalarType.Number => value.AsNumber().ToString(CultureInfo.InvariantCulture),
        ScalarType.Boolean => value.AsBoolean() ? "true" : "false",
        ScalarType.UserId or ScalarType.RelatedItem => value.AsReference().Id,
        ScalarType.Image or ScalarType.Audio or ScalarType.Video or ScalarType.Media => value.AsMedia().Url,
        _ => value.AsText(),
    };
}
