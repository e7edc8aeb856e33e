using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Server.Errors;

namespace Coop.Server.Bodies;

/// <summary>Reads what somebody sent as what is wanted here, or says everything that is wrong with it.</summary>
internal static class Drafts
{
    public static Result<T> Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
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
            // What is wanted is never null where it is no nullable value: then "null" is a mistake like any other.
            return JsonSerializer.Deserialize<T>(json, options) is { } draft ? Result<T>.Of(draft)
                : Nullable.GetUnderlyingType(typeof(T)) is not null ? Result<T>.Of(default!)
                : HttpProblems.WrongForm("", DraftMistakes.Wanted(typeof(T), options));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return JsonSyntax.MistakeIn(json) is { } mistake ? HttpProblems.MalformedJson(mistake) : DraftMistakes.In<T>(json, options);
        }
    }
}
