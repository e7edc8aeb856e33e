using System.Globalization;
using System.Text.Json;
using Coop.Engine.Actions;

namespace Coop.Engine.Deciding;

internal static class DecisionReader
{
    public static Decision Read(JsonElement json) => new()
    {
        Id = Text(json, "id"),
        OrgId = Text(json, "orgId"),
        SubmissionId = Optional(json, "submissionId"),
        ItemId = Text(json, "itemId"),
        ItemTypeId = Text(json, "itemTypeId"),
        DecidedAt = DateTimeOffset.Parse(Text(json, "decidedAt"), CultureInfo.InvariantCulture),
        Rules = [.. json.GetProperty("rules").EnumerateArray().Select(ReadRule)],
        Actions = [.. json.GetProperty("actions").EnumerateArray().Select(ReadAction)],
        Reviews = [.. json.GetProperty("reviews").EnumerateArray().Select(review => new ReviewReason(Text(review, "ruleId"), Text(review, "reason")))],
    };

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");

    public static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static TEnum Enum<TEnum>(JsonElement json, string name)
        where TEnum : struct, Enum =>
        WireNames.TryParse<TEnum>(Text(json, name), out var value) ? value : throw new JsonException($"'{name}' is no {typeof(TEnum).Name}.");

    private static RuleOutcome ReadRule(JsonElement json) => new(
        Text(json, "id"),
        Text(json, "name"),
        Text(json, "version"),
        Enum<RuleEnvironment>(json, "environment"),
        json.GetProperty("passed").GetBoolean(),
        Enum<ConditionOutcome>(json, "outcome"),
        TraceJson.Read(json.GetProperty("conditions")));

    private static TriggeredAction ReadAction(JsonElement json) => new(
        Text(json, "executionId"),
        Text(json, "id"),
        Text(json, "name"),
        Enum<ActionType>(json, "type"),
        Ids(json, "ruleIds"),
        Ids(json, "policyIds"),
        json.GetProperty("parameters").Clone());

    private static string[] Ids(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(id => id.GetString()!)];
}
