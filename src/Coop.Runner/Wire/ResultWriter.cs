using System.Text.Json;
using Coop.Integrations;
using Coop.Plugins.Processes.Connection;
using Coop.Plugins.Processes.Wire;

namespace Coop.Runner.Wire;

/// <summary>What a signal returned, as it travels. What JSON cannot say is refused here; the rest the host checks as for every integration.</summary>
internal static class ResultWriter
{
    public static Action<Utf8JsonWriter> Of(SignalResult result) => Refusal(result) is { } refusal
        ? throw new WireException(refusal)
        : json => Write(json, result);

    public static Action<Utf8JsonWriter> OfBatch(IReadOnlyList<BatchItemResult>? results, int expected)
    {
        if (results is null || results.Count != expected)
        {
            throw new WireException(new WireError(
                ErrorCode.InvalidOutput, $"The batch has {(results is null ? "null" : results.Count)} results for {expected} inputs."));
        }

        return json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("results"u8);
            foreach (var result in results)
            {
                if ((result.Error is { } error ? AuthorFailure.ToError(error) : Refusal(result.Result)) is { } failed)
                {
                    json.WriteStartObject();
                    json.WritePropertyName("error"u8);
                    JsonSerializer.Serialize(json, failed, WireJson.Default.WireError);
                    json.WriteEndObject();
                }
                else
                {
                    Write(json, result.Result);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        };
    }

    private static WireError? Refusal(SignalResult result) => result.Score.Kind == SignalScoreKind.Number && !double.IsFinite(result.Score.AsNumber())
        ? new WireError(ErrorCode.InvalidOutput, "It returned a number that is not finite.")
        : null;

    private static void Write(Utf8JsonWriter json, SignalResult result)
    {
        json.WriteStartObject();
        if (result.NotApplicableReason is { } reason)
        {
            json.WriteString("notApplicable"u8, reason);
        }
        else
        {
            json.WritePropertyName("score"u8);
            WriteScore(json, result.Score);
            WriteText(json, "matchedValue"u8, result.MatchedValue);
            WriteText(json, "detail"u8, result.Detail);
        }

        json.WriteEndObject();
    }

    public static void WriteScore(Utf8JsonWriter json, SignalScore score)
    {
        switch (score.Kind)
        {
            case SignalScoreKind.Boolean:
                json.WriteBooleanValue(score.AsBoolean());
                break;
            case SignalScoreKind.Number when double.IsFinite(score.AsNumber()):
                json.WriteNumberValue(score.AsNumber());
                break;
            case SignalScoreKind.Text:
                json.WriteStringValue(score.AsText());
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
