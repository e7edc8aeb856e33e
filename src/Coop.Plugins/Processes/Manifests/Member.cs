using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Problems;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Processes.Manifests;

/// <summary>A value somewhere in a plugin's JSON, which may be of any kind or not there at all. Reading it as what it is not notes a problem and goes on.</summary>
/// <param name="Json">Undefined when it is not there.</param>
/// <param name="Code">Of what is noted.</param>
internal readonly record struct Member(JsonElement Json, string Path, ProblemCode Code, Findings Findings)
{
    public bool IsAbsent => Json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public Member this[string name] => new(
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value : default, $"{Path}.{name}", Code, Findings);

    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : Wrong("text", "");

    /// <summary>Null when absent. Some write empty text for nothing.</summary>
    public string? OptionalText() => IsAbsent || (Json.ValueKind == JsonValueKind.String && Json.GetString()!.Length == 0) ? null : Text();

    public bool Boolean() => Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : Wrong("true or false", false);

    public bool Boolean(bool otherwise) => IsAbsent ? otherwise : Boolean();

    public double? OptionalNumber() => IsAbsent ? null : Json.ValueKind == JsonValueKind.Number ? Json.GetDouble() : Wrong<double?>("a number", null);

    public TEnum Name<TEnum>(TEnum otherwise)
        where TEnum : struct, Enum =>
        Json.ValueKind == JsonValueKind.String && WireNames.TryParse<TEnum>(Json.GetString(), out var value)
            ? value
            : Wrong($"one of {string.Join(", ", WireNames.All<TEnum>())}", otherwise);

    /// <summary>Empty when absent.</summary>
    public IReadOnlyList<T> List<T>(Func<Member, T> read)
    {
        if (IsAbsent)
        {
            return [];
        }

        if (Json.ValueKind != JsonValueKind.Array)
        {
            return Wrong<IReadOnlyList<T>>("a list", []);
        }

        var (path, code, findings) = (Path, Code, Findings);
        return [.. Json.EnumerateArray().Take(Loading.Snapshots.AuthorCopy.MostElements).Select((element, i) => read(new Member(element, $"{path}[{i}]", code, findings)))];
    }

    public IReadOnlyList<string>? OptionalTexts() => IsAbsent ? null : List(member => member.Text());

    public T Wrong<T>(string wanted, T instead)
    {
        var what = Json.ValueKind switch
        {
            JsonValueKind.Undefined => "is missing",
            JsonValueKind.Null => "is null",
            JsonValueKind.String => $"is \"{Findings.Shown(Json.GetString()!)}\"",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => $"is {Json.GetRawText()}",
            JsonValueKind.Array => "is a list",
            _ => "is an object",
        };
        Findings.Add(Code, Path, $"{Path} {what}. It must be {wanted}.");
        return instead;
    }
}
