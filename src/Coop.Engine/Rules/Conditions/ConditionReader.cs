using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>Conditions from their stored form, gathering every mistake. What it returns is meaningful only when there is none.</summary>
internal sealed class ConditionReader(List<Problem> problems)
{
    private static readonly string[] SetMembers = ["conjunction", "conditions", "result"];
    private static readonly string[] LeafMembers = ["input", "signal", "matchingValues", "comparator", "threshold", "quantifier", "fallback", "result"];
    private static readonly string[] SignalMembers = ["id", "type", "name", "subcategory", "args"];
    private static readonly string[] MatchingMembers = ["strings", "textBankIds", "locations", "locationBankIds", "imageBankIds"];

    /// <summary>Ten times what a rule may have.</summary>
    private const int MostRead = 10_000;

    private readonly JsonMembers _read = new(problems);
    private int _leaves;

    public Condition? Condition(JsonElement json, string pointer)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ConditionProblems.Invalid(pointer, "A condition must be an object."));
            return null;
        }

        return json.TryGetProperty("conjunction", out _) || json.TryGetProperty("conditions", out _) ? Set(json, pointer) : Leaf(json, pointer);
    }

    private ConditionSet Set(JsonElement json, string pointer)
    {
        _read.RefuseUnknown(json, pointer, SetMembers);
        var conjunction = _read.Enum<Conjunction>(json, pointer, "conjunction", required: true);
        var children = new List<Condition>();
        var at = JsonPointer.Member(pointer, "conditions");
        foreach (var (child, index) in _read.Array(json, pointer, "conditions", required: true))
        {
            if (_leaves > MostRead)
            {
                problems.Add(ConditionProblems.Invalid(at, "There are far more conditions than a rule may have. Split it into several rules, or put values into a bank."));
                break;
            }

            if (Condition(child, JsonPointer.Element(at, index)) is { } condition)
            {
                children.Add(condition);
            }
        }

        if (json.TryGetProperty("conditions", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0)
        {
            problems.Add(ConditionProblems.Invalid(at, "A condition set needs at least one condition."));
        }

        if (children.Any(c => c is ConditionSet) && children.Any(c => c is LeafCondition))
        {
            problems.Add(ConditionProblems.Invalid(at, "The conditions of a set must be all leaves or all sets. Put the leaves into a set of their own."));
        }

        return new ConditionSet(conjunction ?? default, children);
    }

    private LeafCondition? Leaf(JsonElement json, string pointer)
    {
        _leaves++;
        _read.RefuseUnknown(json, pointer, LeafMembers);
        ConditionInput? input = null;
        if (_read.Object(json, pointer, "input", required: true) is { } inputJson)
        {
            input = new ConditionInputReader(problems).Input(inputJson, JsonPointer.Member(pointer, "input"));
        }

        var leaf = new LeafCondition
        {
            Input = input ?? new ConditionInput.User(),
            Signal = _read.Object(json, pointer, "signal") is { } signal ? Signal(signal, JsonPointer.Member(pointer, "signal")) : null,
            MatchingValues = _read.Object(json, pointer, "matchingValues") is { } values ? MatchingValues(values, JsonPointer.Member(pointer, "matchingValues")) : null,
            Comparator = _read.Enum<Comparator>(json, pointer, "comparator"),
            Threshold = Threshold(json, pointer),
            Quantifier = _read.Enum<Quantifier>(json, pointer, "quantifier") ?? Quantifier.Any,
            Fallback = _read.Enum<Fallback>(json, pointer, "fallback"),
        };
        return input is null ? null : leaf;
    }

    private ConditionSignal? Signal(JsonElement json, string pointer)
    {
        _read.RefuseUnknown(json, pointer, SignalMembers);
        // The copy in type is for people; the id decides, so that a mismatch cannot smuggle a signal past a check.
        _read.Text(json, pointer, "type");
        var name = _read.Text(json, pointer, "name");
        var subcategory = _read.Text(json, pointer, "subcategory");
        var args = _read.Object(json, pointer, "args");
        if (_read.Text(json, pointer, "id", required: true) is not { } text)
        {
            return null;
        }

        if (!SignalIdText.TryParse(text, out var id))
        {
            problems.Add(ConditionProblems.Invalid(JsonPointer.Member(pointer, "id"), "A signal's id is stored as JSON text with its type alone, such as {\"type\":\"MY_SIGNAL\"}."));
            return null;
        }

        return new ConditionSignal(id, name, subcategory, args?.Clone());
    }

    private ConditionMatchingValues MatchingValues(JsonElement json, string pointer)
    {
        _read.RefuseUnknown(json, pointer, MatchingMembers);
        List<LocationArea>? locations = null;
        if (json.TryGetProperty("locations", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            locations = [];
            var at = JsonPointer.Member(pointer, "locations");
            foreach (var (location, index) in _read.Array(json, pointer, "locations"))
            {
                if (LocationJson.Read(location, JsonPointer.Element(at, index), problems) is { } area)
                {
                    locations.Add(area);
                }
            }
        }

        return new ConditionMatchingValues
        {
            Strings = _read.Strings(json, pointer, "strings"),
            TextBankIds = _read.Strings(json, pointer, "textBankIds"),
            Locations = locations,
            LocationBankIds = _read.Strings(json, pointer, "locationBankIds"),
            ImageBankIds = _read.Strings(json, pointer, "imageBankIds"),
        };
    }

    private SignalScore? Threshold(JsonElement json, string pointer)
    {
        if (!json.TryGetProperty("threshold", out var threshold) || threshold.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (threshold.ValueKind == JsonValueKind.Number && threshold.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        if (JsonText.TryGetText(threshold, out var text))
        {
            return text;
        }

        problems.Add(ConditionProblems.Invalid(
            JsonPointer.Member(pointer, "threshold"), "A threshold must be text or a finite number. Write a boolean as the text \"true\" or \"false\"."));
        return null;
    }
}
