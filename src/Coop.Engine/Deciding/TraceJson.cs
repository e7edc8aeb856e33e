using System.Text.Json;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Deciding;

/// <summary>A condition's trace: its stored form and, where it was run, <c>result</c>.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter writer, ConditionTrace trace)
    {
        writer.WriteStartObject();
        if (trace is SetTrace set)
        {
            writer.WriteString("conjunction", WireNames.Of(set.Conjunction));
            writer.WriteStartArray("conditions");
            foreach (var child in set.Conditions)
            {
                Write(writer, child);
            }

            writer.WriteEndArray();
        }
        else
        {
            ConditionWriter.WriteLeafMembers(writer, ((LeafTrace)trace).Condition);
        }

        if (trace.Outcome is { } outcome)
        {
            writer.WriteStartObject("result");
            writer.WriteString("outcome", WireNames.Of(outcome));
            if (trace is LeafTrace leaf)
            {
                WriteLeafResult(writer, leaf);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteLeafResult(Utf8JsonWriter writer, LeafTrace leaf)
    {
        DecisionJson.WriteOptional(writer, "score", leaf.Score);
        DecisionJson.WriteOptional(writer, "matchedValue", leaf.MatchedValue);
        DecisionJson.WriteOptional(writer, "detail", leaf.Detail);
        if (leaf.Failure is { } failure)
        {
            writer.WriteStartObject("failure");
            writer.WriteString("kind", WireNames.Of(failure.Kind));
            writer.WriteString("reason", failure.Reason);
            WriteMilliseconds(writer, "retryAfterMs", failure.RetryAfter);
            writer.WriteEndObject();
        }

        if (leaf.UsedFallback)
        {
            writer.WriteBoolean("usedFallback", true);
        }

        WriteMilliseconds(writer, "elapsedMs", leaf.Elapsed);
        DecisionJson.WriteOptional(writer, "integrationVersion", leaf.IntegrationVersion);
    }

    /// <summary>A decimal has every tick of a time span; a double would not.</summary>
    private static void WriteMilliseconds(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } span)
        {
            writer.WriteNumber(name, (decimal)span.Ticks / TimeSpan.TicksPerMillisecond);
        }
    }
}
