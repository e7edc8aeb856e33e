using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;
using Coop.Server.Errors;

namespace Coop.Server.Items;

/// <summary>From the bytes of a body to a batch of items.</summary>
internal static class BatchBody
{
    /// <summary>The items of a longer one are counted before anything is made of it: the smallest take many times their bytes in memory.</summary>
    private const int CountedFrom = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>As JSON first, so that every mistake is told and not only the first.</summary>
    public static Result<SubmissionBatch> Read(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return HttpProblems.MissingBody;
        }

        if (HttpProblems.NoUtf8(json) is { } noText)
        {
            return noText;
        }

        try
        {
            return json.Length >= CountedFrom && CountItems(json) is > SubmissionBatch.MostItems and var count
                ? SubmissionProblems.TooManyItems(count, SubmissionBatch.MostItems)
                : SubmissionBatch.Read(JsonElement.Parse(json, Strict));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Mistake(json);
        }
    }

    private static int CountItems(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (count, isItems, isList) = (0, false, false);
        while (reader.Read())
        {
            switch (reader.CurrentDepth)
            {
                case 1 when reader.TokenType == JsonTokenType.PropertyName:
                    isItems = reader.ValueTextEquals("items"u8);
                    break;
                case 1:
                    isList = isItems && reader.TokenType == JsonTokenType.StartArray;
                    break;
                case 2 when isList && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray):
                    count++;
                    break;
            }
        }

        return count;
    }

    private static Problem Mistake(ReadOnlySpan<byte> json)
    {
        if (JsonSyntax.MistakeIn(json) is { } mistake)
        {
            return HttpProblems.MalformedJson(mistake);
        }

        try
        {
            return RepeatedMember.In(JsonElement.Parse(json)) is { } repeated ? HttpProblems.Repeated(repeated) : HttpProblems.NameIsNoText;
        }
        catch (InvalidOperationException)
        {
            // To find members that are there twice their names are read, and half a surrogate pair is no text.
            return HttpProblems.NameIsNoText;
        }
    }
}
