using System.Globalization;
using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Rules;

/// <summary>A rule as somebody wrote it.</summary>
public sealed record RuleDraft : ISettingDraft
{
    private const int LongestDescription = 10_000;
    private const int LongestTag = 100;

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>DRAFT, BACKGROUND, LIVE, EXPIRED or ARCHIVED.</summary>
    public string? Status { get; init; }

    public IReadOnlyList<string>? ItemTypeIds { get; init; }

    /// <summary>A condition set in its stored form.</summary>
    public JsonElement? Conditions { get; init; }

    public IReadOnlyList<RuleActionDraft>? Actions { get; init; }

    public IReadOnlyList<string>? PolicyIds { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public double? MaxDailyActions { get; init; }

    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>SKIP or REVIEW; SKIP when left out.</summary>
    public string? OnUnknown { get; init; }

    public string? ParentId { get; init; }

    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    public string? Version { get; init; }

    /// <summary>Checks everything at once. Pointers count from the draft.</summary>
    /// <param name="existing">The rule it replaces; null for a new one.</param>
    /// <param name="creatorId">Who makes a new one.</param>
    /// <param name="said">What signals have against its matching values.</param>
    public Result<Rule> Validate(
        string id, Rule? existing, RuleSurroundings surroundings, string? creatorId, DateTimeOffset now, IReadOnlyList<Problem>? said = null)
    {
        var problems = new List<Problem>();
        var texts = new InputCheck();
        _ = texts.Name(Name, "/name", "The name");
        _ = texts.OptionalText(Description, "/description", "The description", LongestDescription);
        foreach (var (index, tag) in (Tags ?? []).Index())
        {
            _ = texts.Name(tag, JsonPointer.Element("/tags", index), "A tag", LongestTag);
        }

        problems.AddRange(texts.Problems);

        if (!WireNames.TryParse<RuleStatus>(Status, out var status) || status == RuleStatus.Deprecated)
        {
            problems.Add(RuleProblems.Invalid("/status", $"The status must be one of {string.Join(", ", WireNames.All<RuleStatus>().Where(name => name != "DEPRECATED"))}."));
        }

        var onUnknown = Rules.OnUnknown.Skip;
        if (OnUnknown is not null && !WireNames.TryParse(OnUnknown, out onUnknown))
        {
            problems.Add(RuleProblems.Invalid("/onUnknown", $"onUnknown must be one of {string.Join(", ", WireNames.All<OnUnknown>())}."));
        }

        if (MaxDailyActions is { } most && (most < 0 || most > int.MaxValue || most != Math.Floor(most)))
        {
            problems.Add(RuleProblems.Invalid("/maxDailyActions", string.Create(CultureInfo.InvariantCulture, $"maxDailyActions must be a whole number from 0 to {int.MaxValue}, or left out for no limit.")));
        }

        var references = new RuleReferences(surroundings, problems);
        references.CheckItemTypes(ItemTypeIds ?? []);
        references.CheckPolicies(PolicyIds ?? []);
        // What stops running may keep what it has, whatever became of that: otherwise nobody could stop it.
        var stopped = status is RuleStatus.Draft or RuleStatus.Archived ? existing : null;
        var actions = references.ReadActions(Actions ?? [], stopped?.Actions ?? []);
        var conditions = ReadConditions(surroundings, stopped, said ?? [], problems);
        return problems.Count > 0
            ? problems
            : new Rule
            {
                Id = id,
                OrgId = surroundings.OrgId,
                Name = Name!.Trim(),
                Description = Description,
                // Expired is not stored: it is what a rule is after its expiration time.
                Status = status == RuleStatus.Expired ? existing?.Status ?? RuleStatus.Draft : status,
                ItemTypeIds = [.. ItemTypeIds!.Distinct(StringComparer.Ordinal)],
                Conditions = conditions!,
                Actions = actions,
                PolicyIds = [.. (PolicyIds ?? []).Distinct(StringComparer.Ordinal)],
                Tags = [.. (Tags ?? []).Distinct(StringComparer.Ordinal)],
                MaxDailyActions = (int?)MaxDailyActions,
                ExpirationTime = status == RuleStatus.Expired && !(ExpirationTime <= now) ? now : ExpirationTime,
                OnUnknown = onUnknown,
                ParentId = ParentId,
                CreatorId = existing?.CreatorId ?? creatorId,
                CreatedAt = existing?.CreatedAt ?? now,
                UpdatedAt = now,
                Version = existing?.Version ?? "",
            };
    }

    /// <summary>Whether it takes a rule out of use, or leaves it so, with the conditions it had: nothing new is to be found wrong with those.</summary>
    internal bool OnlyStops(Rule? existing, ConditionSet conditions) =>
        existing is not null && WireNames.TryParse<RuleStatus>(Status, out var status) && status is RuleStatus.Draft or RuleStatus.Archived && IsSame(conditions, existing.Conditions);

    private static bool IsSame(ConditionSet one, ConditionSet other) => JsonElement.DeepEquals(ConditionJson.ToElement(one), ConditionJson.ToElement(other));

    private ConditionSet? ReadConditions(RuleSurroundings surroundings, Rule? stopped, IReadOnlyList<Problem> said, List<Problem> problems)
    {
        if (Conditions is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } json)
        {
            problems.Add(RuleProblems.Invalid("/conditions", "A rule needs conditions."));
            return null;
        }

        var read = ConditionJson.Read(json);
        problems.AddRange(read.Problems.Select(problem => problem.Under("/conditions")));
        if (read.TryGet(out var conditions) && RuleSize.Check(conditions) is { } tooLarge)
        {
            problems.Add(tooLarge);
        }
        else if (conditions is not null && !(stopped is not null && IsSame(conditions, stopped.Conditions)))
        {
            string[] spared = stopped is null ? [] : [.. RuleUses.SignalIds(stopped.Conditions)];
            new ConditionChecks(surroundings, ItemTypeIds ?? [], Actions is { Count: > 0 }, spared, problems).Check(conditions, "/conditions");
            problems.AddRange(said);
        }

        return conditions;
    }
}

/// <param name="ActionId">The action.</param>
/// <param name="Parameters">A JSON object, or null.</param>
public sealed record RuleActionDraft(string? ActionId, JsonElement? Parameters = null);
