using System.Text.Json;
using Coop.Engine.Banks;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Rules;

/// <summary>Holds conditions against what there is: item types and their fields, signals, banks.</summary>
/// <param name="spared">Signals that may be missing.</param>
internal sealed class ConditionChecks(
    RuleSurroundings surroundings, IReadOnlyList<string> itemTypeIds, bool hasActions, IReadOnlyCollection<string> spared, List<Problem> problems)
{
    public void Check(Condition condition, string pointer)
    {
        if (condition is ConditionSet set)
        {
            for (var i = 0; i < set.Conditions.Count; i++)
            {
                Check(set.Conditions[i], JsonPointer.Element(pointer + "/conditions", i));
            }

            return;
        }

        Check((LeafCondition)condition, pointer);
    }

    private void Check(LeafCondition leaf, string pointer)
    {
        var types = InputTypes(leaf.Input, pointer + "/input");
        if (leaf.Comparator == Comparator.IsNotProvided)
        {
            if (leaf.Signal is not null || leaf.MatchingValues is not null || leaf.Threshold is not null || leaf.Quantifier != Quantifier.Any)
            {
                problems.Add(RuleProblems.Condition(pointer, "A condition with IS_NOT_PROVIDED has no signal, no matching values, no threshold and no quantifier."));
            }

            return;
        }

        if (leaf.Signal is null)
        {
            CheckWithoutSignal(leaf, types, pointer);
        }
        else if (surroundings.Catalogue.FindSignal(leaf.Signal.Id) is { } signal)
        {
            CheckSignal(leaf, signal.Descriptor, types, pointer);
        }
        else if (!spared.Contains(leaf.Signal.Id))
        {
            problems.Add(RuleProblems.UnknownSignal(pointer + "/signal/id", leaf.Signal.Id));
        }

        if (leaf.Signal?.Args is { } args)
        {
            CheckNested(args, pointer + "/signal/args");
        }
    }

    private void CheckWithoutSignal(LeafCondition leaf, IReadOnlyCollection<SignalInputType> types, string pointer)
    {
        if (types.Contains(SignalInputType.FullItem))
        {
            problems.Add(RuleProblems.Condition(pointer + "/signal", "A whole item can only be judged by a signal. Choose one that takes the whole item (FULL_ITEM)."));
        }

        if (leaf.MatchingValues is not null)
        {
            problems.Add(RuleProblems.MatchingValues(pointer + "/matchingValues", "Only a signal matches values, and the condition names none."));
        }

        if (types.Count > 0 && !types.Contains(SignalInputType.FullItem))
        {
            var type = (ScalarType)types.First();
            CheckThreshold(leaf, type is ScalarType.Boolean or ScalarType.Number or ScalarType.Datetime ? SignalOutputType.Of(type) : null, pointer);
        }
    }

    private void CheckSignal(LeafCondition leaf, SignalDescriptor descriptor, IReadOnlyCollection<SignalInputType> types, string pointer)
    {
        if (hasActions && !descriptor.AllowedInAutomatedRules)
        {
            problems.Add(RuleProblems.NotForAutomatedRules(pointer + "/signal", descriptor.DisplayName));
        }

        if (types.Count > 0 && !types.Any(descriptor.EligibleInputs.Contains))
        {
            problems.Add(RuleProblems.Condition(
                pointer + "/input",
                $"The signal '{descriptor.DisplayName}' takes {string.Join(", ", descriptor.EligibleInputs.Select(WireNames.Of))}; the input is {string.Join(", ", types.Select(WireNames.Of))}."));
        }

        if (leaf.Signal!.Subcategory is { } chosen && descriptor.EligibleSubcategories.Count > 0 && descriptor.EligibleSubcategories.All(known => known.Id != chosen))
        {
            problems.Add(RuleProblems.Condition(pointer + "/signal/subcategory", $"The signal '{descriptor.DisplayName}' has no subcategory '{chosen}'."));
        }

        if (descriptor.NeedsMatchingValues)
        {
            CheckMatchingValues(leaf.MatchingValues, descriptor, pointer + "/matchingValues");
        }
        else if (leaf.MatchingValues is not null)
        {
            problems.Add(RuleProblems.MatchingValues(pointer + "/matchingValues", $"The signal '{descriptor.DisplayName}' matches no values. Leave them out."));
        }

        CheckThreshold(leaf, descriptor.OutputType, pointer);
    }

    private void CheckMatchingValues(ConditionMatchingValues? values, SignalDescriptor descriptor, string pointer)
    {
        var before = problems.Count;
        CheckBanks(values?.TextBankIds, bank => bank.Type != BankType.Location, pointer + "/textBankIds");
        CheckBanks(values?.LocationBankIds, bank => bank.Type == BankType.Location, pointer + "/locationBankIds");
        for (var i = 0; i < (values?.Strings?.Count ?? 0) && !problems.AreEnough(); i++)
        {
            if (string.IsNullOrEmpty(values!.Strings![i]))
            {
                problems.Add(RuleProblems.MatchingValues(JsonPointer.Element(pointer + "/strings", i), "A value to match against must not be empty: it would match everything."));
            }
        }

        var named = values is not null && (values.Strings is { Count: > 0 } || values.Locations is { Count: > 0 } || values.TextBankIds is { Count: > 0 }
            || values.LocationBankIds is { Count: > 0 } || values.ImageBankIds is { Count: > 0 });
        if (!named && problems.Count == before)
        {
            problems.Add(RuleProblems.MatchingValues(pointer, $"The signal '{descriptor.DisplayName}' needs values to match against: strings, locations or banks."));
        }
    }

    private void CheckBanks(IReadOnlyList<string>? ids, Func<MatchingBank, bool> fits, string pointer)
    {
        for (var i = 0; i < (ids?.Count ?? 0) && !problems.AreEnough(); i++)
        {
            if (!surroundings.Banks.Any(bank => bank.Id == ids![i] && fits(bank)))
            {
                problems.Add(RuleProblems.UnknownReference(JsonPointer.Element(pointer, i), "fitting bank", ids![i]));
            }
        }
    }

    private void CheckThreshold(LeafCondition leaf, SignalOutputType? output, string pointer)
    {
        if (leaf.Comparator is null or Comparator.IsUnavailable)
        {
            if (leaf.Threshold is not null)
            {
                problems.Add(RuleProblems.Condition(pointer + "/threshold", "A threshold needs a comparator that compares."));
            }

            return;
        }

        if (leaf.Threshold is not { } threshold)
        {
            if (SignalOutput.KindOf(output?.ScalarType ?? ScalarType.String) != SignalScoreKind.Boolean)
            {
                problems.Add(RuleProblems.Condition(pointer + "/threshold", "This comparison needs a threshold."));
            }

            return;
        }

        if (output is not null && ThresholdMistake(threshold, leaf.Comparator.Value, output) is { } mistake)
        {
            problems.Add(RuleProblems.Condition(pointer + "/threshold", mistake));
        }
    }

    private static string? ThresholdMistake(SignalScore threshold, Comparator comparator, SignalOutputType output)
    {
        switch (SignalOutput.KindOf(output.ScalarType))
        {
            case SignalScoreKind.Boolean:
                return Threshold.AsBoolean(threshold) is null ? "The score is a boolean: the threshold must be \"true\" or \"false\"." : null;
            case SignalScoreKind.Number:
                if (Threshold.AsNumber(threshold) is null)
                {
                    return "The threshold must be a number, written with a point, such as 0.8.";
                }

                break;
        }

        if (output.EnumValues is not { } values)
        {
            return output.ScalarType == ScalarType.Datetime && new Threshold(threshold).InstantAt(DateTimeOffset.UnixEpoch) is null
                ? "The threshold must be a date, or a date and time, such as 2026-01-31 or 2026-01-31T12:00:00Z, or one told from the moment of judging, such as "
                    + $"{RelativeDate.Example} for seven days before (m, h, d and w are minutes, hours, days and weeks; at most a century away)."
                : null;
        }

        if (!output.IsOrdered && comparator is not (Comparator.Equals or Comparator.NotEqualTo))
        {
            return "The scores have no order: only \"is equal to\" (EQUALS) and \"is not equal to\" (NOT_EQUAL_TO) can compare them.";
        }

        // A number between two values of an ordered list is a fine threshold; a text that is none of them is a slip.
        return values[0].Kind == SignalScoreKind.Text && Comparison.PlaceOf(threshold, values) < 0 ? $"The threshold must be one of {string.Join(", ", values)}." : null;
    }

    private IReadOnlyCollection<SignalInputType> InputTypes(ConditionInput input, string pointer)
    {
        switch (input)
        {
            case ConditionInput.User:
                return [SignalInputType.UserId];
            case ConditionInput.WholeItem whole:
                foreach (var (id, index) in (whole.ItemTypeIds ?? []).Select((id, index) => (id, index)).Where(pair => surroundings.ItemTypes.All(type => type.Id != pair.id))
                    .TakeWhile(_ => !problems.AreEnough()))
                {
                    problems.Add(RuleProblems.UnknownReference(JsonPointer.Element(pointer + "/contentTypeIds", index), "item type", id));
                }

                return [SignalInputType.FullItem];
            case ConditionInput.Field field:
                return FieldType(field, pointer);
            case ConditionInput.Derived derived:
                InputTypes(derived.Source, pointer + "/spec/source");
                problems.Add(RuleProblems.Condition(pointer + "/spec/derivationType", $"No installed integration offers the derivation {derived.DerivationType}."));
                return [];
            default:
                return [((ConditionInput.Aggregate)input).Type];
        }
    }

    private IReadOnlyCollection<SignalInputType> FieldType(ConditionInput.Field field, string pointer)
    {
        if (surroundings.ItemTypes.FirstOrDefault(type => type.Id == field.ItemTypeId) is not { } type)
        {
            problems.Add(RuleProblems.UnknownReference(pointer + "/contentTypeId", "item type", field.ItemTypeId));
            return [];
        }

        if (itemTypeIds.Count > 0 && !itemTypeIds.Contains(type.Id))
        {
            problems.Add(RuleProblems.Condition(pointer + "/contentTypeId", $"The rule does not run on '{type.Name}', so this condition could never be met."));
        }

        if (type.Field(field.Name) is { } found)
        {
            return [(SignalInputType)found.Type];
        }

        problems.Add(RuleProblems.Condition(pointer + "/name", $"The item type '{type.Name}' has no field '{field.Name}'."));
        return [];
    }

    /// <summary>Conditions inside a signal's arguments are conditions of the rule: no signal gets past the checks by hiding there.</summary>
    private void CheckNested(JsonElement json, string pointer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when NestedConditions.IsOne(json):
                var read = ConditionJson.Read(json);
                problems.AddRange(read.Problems.Select(problem => problem.Under(pointer)));
                if (read.TryGet(out var nested))
                {
                    Check(nested, pointer);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject().TakeWhile(_ => !problems.AreEnough()))
                {
                    CheckNested(member.Value, JsonPointer.Member(pointer, member.Name));
                }

                break;
            case JsonValueKind.Array:
                foreach (var (element, index) in json.EnumerateArray().Select((element, index) => (element, index)).TakeWhile(_ => !problems.AreEnough()))
                {
                    CheckNested(element, JsonPointer.Element(pointer, index));
                }

                break;
        }
    }
}
