using System.Globalization;
using System.Text.Json;

namespace Coop.Engine.Deciding;

/// <summary>
/// A decision as it is stored and shown. Conditions have their stored form with a <c>result</c> beside them where they were run;
/// the values they looked at are not kept.
/// </summary>
public static class DecisionJson
{
    /// <summary>Reads what <see cref="Write"/> wrote; anything else is a bug.</summary>
    public static Decision Read(JsonElement json) => DecisionReader.Read(json);

    public static void Write(Utf8JsonWriter writer, Decision decision)
    {
        writer.WriteStartObject();
        writer.WriteString("id", decision.Id);
        writer.WriteString("orgId", decision.OrgId);
        WriteOptional(writer, "submissionId", decision.SubmissionId);
        writer.WriteString("itemId", decision.ItemId);
        writer.WriteString("itemTypeId", decision.ItemTypeId);
        writer.WriteString("decidedAt", decision.DecidedAt.ToString("O", CultureInfo.InvariantCulture));
        WriteRules(writer, decision.Rules);
        WriteActions(writer, decision.Actions);
        writer.WriteStartArray("reviews");
        foreach (var review in decision.Reviews)
        {
            writer.WriteStartObject();
            writer.WriteString("ruleId", review.RuleId);
            writer.WriteString("reason", review.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The member <c>rules</c>: <c>[{ id, name, version, environment, passed, outcome, conditions }]</c>.</summary>
    public static void WriteRules(Utf8JsonWriter writer, IReadOnlyList<RuleOutcome> rules)
    {
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.RuleId);
            writer.WriteString("name", rule.RuleName);
            writer.WriteString("version", rule.RuleVersion);
            writer.WriteString("environment", WireNames.Of(rule.Environment));
            writer.WriteBoolean("passed", rule.Passed);
            writer.WriteString("outcome", WireNames.Of(rule.Outcome));
            writer.WritePropertyName("conditions");
            TraceJson.Write(writer, rule.Conditions);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The member <c>actions</c>: <c>[{ executionId, id, name, type, ruleIds, policyIds, parameters }]</c>.</summary>
    public static void WriteActions(Utf8JsonWriter writer, IReadOnlyList<TriggeredAction> actions)
    {
        writer.WriteStartArray("actions");
        foreach (var action in actions)
        {
            writer.WriteStartObject();
            writer.WriteString("executionId", action.ExecutionId);
            writer.WriteString("id", action.ActionId);
            writer.WriteString("name", action.ActionName);
            writer.WriteString("type", WireNames.Of(action.Type));
            WriteIds(writer, "ruleIds", action.RuleIds);
            WriteIds(writer, "policyIds", action.PolicyIds);
            writer.WritePropertyName("parameters");
            action.Parameters.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteIds(Utf8JsonWriter writer, string name, IReadOnlyList<string> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }
}
