using System.Text.Json;

namespace Coop.Engine.Deciding;

/// <summary>
/// Parts of a decision as they are shown. Conditions have their stored form with a <c>result</c> beside them where they were run;
/// the values they looked at are not kept.
/// </summary>
public static class DecisionJson
{
    /// <summary>A condition of a rule: <c>{ conjunction, conditions, result? }</c> or a leaf's members with <c>result?</c>.</summary>
    public static JsonElement Of(ConditionTrace trace) => JsonText.ToElement(writer => TraceJson.Write(writer, trace));

    /// <summary>The member <c>rules</c>: <c>[{ id, name, version, environment, passed, outcome, usedFallback?, conditions? }]</c>.</summary>
    public static void WriteRules(Utf8JsonWriter writer, IReadOnlyList<ExplainedRule> rules)
    {
        writer.WriteStartArray("rules");
        foreach (var (rule, conditions) in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.RuleId);
            writer.WriteString("name", rule.RuleName);
            writer.WriteString("version", rule.RuleVersion);
            writer.WriteString("environment", WireNames.Of(rule.Environment));
            writer.WriteBoolean("passed", rule.Passed);
            writer.WriteString("outcome", WireNames.Of(rule.Outcome));
            if (rule.UsedFallback)
            {
                writer.WriteBoolean("usedFallback", true);
            }

            if (conditions is not null)
            {
                writer.WritePropertyName("conditions");
                TraceJson.Write(writer, conditions);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The member <c>actions</c>: <c>[{ executionId, id, name, type, ruleIds, policyIds, parameters, failure? }]</c>.</summary>
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
            WriteOptional(writer, "failure", action.Failure);
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
