using System.Text.Json;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Plugins.Processes.Wire;

/// <summary>Reads what a signal answered. By hand: this is the hot path.</summary>
internal static class ResultReader
{
    public static SignalResult Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader) is { Error: null } item ? item.Result : throw new InvalidOutputException("The answer holds an error where a result should be.");
    }

    public static IReadOnlyList<BatchItemResult> ReadBatch(ReadOnlySpan<byte> json, int expected)
    {
        var reader = new Utf8JsonReader(json);
        var results = new List<BatchItemResult>(expected);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isResults = reader.ValueTextEquals("results"u8);
            reader.Read();
            if (!isResults || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                results.Add(Read(ref reader));
            }
        }

        return results.Count == expected ? results : throw new InvalidOutputException($"The batch has {results.Count} results for {expected} inputs.");
    }

    private static BatchItemResult Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidOutputException("The answer is no object with a score.");
        }

        SignalScore score = default;
        string? matchedValue = null, detail = null, notApplicable = null;
        SignalException? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("score"u8))
            {
                reader.Read();
                score = Score(ref reader);
            }
            else if (reader.ValueTextEquals("matchedValue"u8))
            {
                matchedValue = Text(ref reader);
            }
            else if (reader.ValueTextEquals("detail"u8))
            {
                detail = Text(ref reader);
            }
            else if (reader.ValueTextEquals("notApplicable"u8))
            {
                notApplicable = Text(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                error = Error(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return error is not null ? error
            : !string.IsNullOrWhiteSpace(notApplicable) ? SignalResult.NotApplicable(notApplicable)
            : score.Kind == SignalScoreKind.None ? default(SignalResult)
            : SignalResult.Scored(score, matchedValue, detail);
    }

    private static SignalScore Score(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return reader.GetDouble();
            case JsonTokenType.String:
                return reader.GetString()!;
            default:
                reader.Skip();
                return default;
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>One input's trouble. What is no named trouble stands as one that will not pass, because the batch itself went well.</summary>
    private static SignalException? Error(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (JsonSerializer.Deserialize(ref reader, WireJson.Default.WireError) is not { } error)
        {
            return null;
        }

        var exception = ErrorCode.ToException(error);
        return exception as SignalException ?? new SignalException(SignalErrorKind.Permanent, exception.Message);
    }
}
