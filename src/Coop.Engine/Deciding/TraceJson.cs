using System.Text.Json;
using Coop.Engine.Rules.Conditions;
using Coop.Engine.Signals;

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

    public static ConditionTrace Read(JsonElement json)
    {
        var result = json.TryGetProperty("result", out var given) ? given : JsonText.EmptyObject;
        ConditionOutcome? outcome = WireNames.TryParse<ConditionOutcome>(DecisionReader.Optional(result, "outcome"), out var parsed) ? parsed : null;
        if (json.TryGetProperty("conditions", out var children))
        {
            return new SetTrace(DecisionReader.Enum<Conjunction>(json, "conjunction"), [.. children.EnumerateArray().Select(Read)]) { Outcome = outcome };
        }

        return new LeafTrace(ReadLeaf(json))
        {
            Outcome = outcome,
            Score = DecisionReader.Optional(result, "score"),
            MatchedValue = DecisionReader.Optional(result, "matchedValue"),
            Detail = DecisionReader.Optional(result, "detail"),
            Failure = result.TryGetProperty("failure", out var failure)
                ? new SignalFailure(DecisionReader.Enum<FailureKind>(failure, "kind"), failure.GetProperty("reason").GetString()!, Milliseconds(failure, "retryAfterMs"))
                : null,
            UsedFallback = result.TryGetProperty("usedFallback", out var used) && used.GetBoolean(),
            Elapsed = Milliseconds(result, "elapsedMs"),
            IntegrationVersion = DecisionReader.Optional(result, "integrationVersion"),
        };
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

    private static TimeSpan? Milliseconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? TimeSpan.FromTicks((long)(value.GetDecimal() * TimeSpan.TicksPerMillisecond)) : null;

    private static LeafCondition ReadLeaf(JsonElement json)
    {
        var problems = new List<Problems.Problem>();
        return new ConditionReader(problems).Condition(json, "") as LeafCondition is { } leaf && problems.Count == 0
            ? leaf
            : throw new JsonException($"A stored decision holds a condition that cannot be read: {problems.FirstOrDefault()?.Detail}");
    }
}
