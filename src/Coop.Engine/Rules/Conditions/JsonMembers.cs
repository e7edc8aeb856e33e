using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Rules.Conditions;

/// <summary>Reads members of a JSON object, each mistake reported with its pointer. An absent and a null member are the same.</summary>
internal sealed class JsonMembers(List<Problem> problems)
{
    public void RefuseUnknown(JsonElement json, string pointer, IReadOnlyCollection<string> known)
    {
        foreach (var member in json.EnumerateObject().TakeWhile(_ => !problems.AreEnough()))
        {
            if (!known.Any(member.NameEquals))
            {
                problems.Add(ConditionProblems.UnknownMember(JsonPointer.Member(pointer, member.Name), member.Name, known));
            }
        }
    }

    public string? Text(JsonElement json, string pointer, string name, bool required = false)
    {
        if (!TryGet(json, pointer, name, required, out var value))
        {
            return null;
        }

        if (JsonText.TryGetText(value, out var text) && (text.Length > 0 || !required))
        {
            return text;
        }

        Invalid(pointer, name, $"'{name}' must be text{(required ? " and not empty" : "")}.");
        return null;
    }

    public TEnum? Enum<TEnum>(JsonElement json, string pointer, string name, bool required = false)
        where TEnum : struct, Enum
    {
        if (!TryGet(json, pointer, name, required, out var value))
        {
            return null;
        }

        if (JsonText.TryGetText(value, out var text) && WireNames.TryParse<TEnum>(text, out var parsed))
        {
            return parsed;
        }

        Invalid(pointer, name, $"'{name}' must be one of {string.Join(", ", WireNames.All<TEnum>())}.");
        return null;
    }

    public JsonElement? Object(JsonElement json, string pointer, string name, bool required = false)
    {
        if (!TryGet(json, pointer, name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        Invalid(pointer, name, $"'{name}' must be an object.");
        return null;
    }

    public IEnumerable<(JsonElement Value, int Index)> Array(JsonElement json, string pointer, string name, bool required = false)
    {
        if (!TryGet(json, pointer, name, required, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select((element, index) => (element, index)).TakeWhile(_ => !problems.AreEnough());
        }

        Invalid(pointer, name, $"'{name}' must be a list.");
        return [];
    }

    public IReadOnlyList<string>? Strings(JsonElement json, string pointer, string name)
    {
        if (!json.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var strings = new List<string>();
        foreach (var (value, index) in Array(json, pointer, name))
        {
            if (JsonText.TryGetText(value, out var text))
            {
                strings.Add(text);
            }
            else
            {
                problems.Add(ConditionProblems.Invalid(JsonPointer.Element(JsonPointer.Member(pointer, name), index), $"Each of '{name}' must be text."));
            }
        }

        return strings;
    }

    public double? Number(JsonElement json, string pointer, string name, double minimum, double maximum)
    {
        if (!TryGet(json, pointer, name, required: true, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Invalid(pointer, name, double.IsFinite(maximum) ? $"'{name}' must be a number from {minimum} to {maximum}." : $"'{name}' must be a number, {minimum} or more.");
        return null;
    }

    private bool TryGet(JsonElement json, string pointer, string name, bool required, out JsonElement value)
    {
        if (json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
        {
            return true;
        }

        if (required)
        {
            Invalid(pointer, name, $"'{name}' is required.");
        }

        return false;
    }

    private void Invalid(string pointer, string name, string detail) => problems.Add(ConditionProblems.Invalid(JsonPointer.Member(pointer, name), detail));
}
