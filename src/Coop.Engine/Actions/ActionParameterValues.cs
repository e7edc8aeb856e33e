using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

/// <summary>The values given for an action's parameters, held against their specification.</summary>
public static class ActionParameterValues
{
    /// <summary>For values a person or an API call gives: strict, every mistake reported. Defaults fill what is left out.</summary>
    /// <param name="given">A JSON object; null, undefined and JSON null count as empty.</param>
    /// <returns>A JSON object with the declared parameters only.</returns>
    public static Result<JsonElement> Check(IReadOnlyList<ActionParameter> parameters, JsonElement? given)
    {
        var problems = new List<Problem>();
        var values = new List<(string Name, JsonElement Value)>();
        if (given is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object) })
        {
            return ActionProblems.ValuesNotObject();
        }

        var members = given is { ValueKind: JsonValueKind.Object } json ? json.EnumerateObject().DistinctBy(member => member.Name).ToList() : [];
        foreach (var member in members.Where(member => parameters.All(parameter => parameter.Name != member.Name)))
        {
            problems.Add(ActionProblems.ValueUnknown(member.Name, parameters));
        }

        foreach (var parameter in parameters)
        {
            JsonElement? supplied = given is { ValueKind: JsonValueKind.Object } own && own.TryGetProperty(parameter.Name, out var found) ? found : null;
            var effective = supplied ?? parameter.DefaultValue;
            if (effective is not { } value || IsMissing(parameter, value))
            {
                if (parameter.Required)
                {
                    problems.Add(ActionProblems.ValueInvalid(parameter.Name, "is required."));
                }
            }
            else if (Mistake(parameter, value) is { } mistake)
            {
                problems.Add(ActionProblems.ValueInvalid(parameter.Name, mistake));
            }
            else
            {
                values.Add((parameter.Name, value));
            }
        }

        return problems.Count > 0 ? problems : ToObject(values);
    }

    /// <summary>
    /// For rules: the first rule with a configuration that is not empty decides; an invalid one gives way to the defaults, and where those do
    /// not satisfy the specification there are none. Never fails, because an action must not be lost to a mistake in a parameter.
    /// </summary>
    public static JsonElement ForRules(ModerationAction action, IEnumerable<JsonElement?> configured)
    {
        if (action.Type != ActionType.CustomAction || action.Parameters.Count == 0)
        {
            return JsonText.EmptyObject;
        }

        var first = configured.FirstOrDefault(values => values is { ValueKind: JsonValueKind.Object } given && given.GetPropertyCount() > 0);
        return Check(action.Parameters, first).TryGet(out var valid) ? valid
            : Check(action.Parameters, null).TryGet(out var defaults) ? defaults
            : JsonText.EmptyObject;
    }

    /// <summary>Null, and an empty text, choice or list, count as left out; 0 and false do not.</summary>
    internal static bool IsMissing(ActionParameter parameter, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => parameter.Type is ActionParameterType.String or ActionParameterType.Select && JsonText.TryGetText(value, out var text) && string.IsNullOrWhiteSpace(text),
        JsonValueKind.Array => parameter.Type == ActionParameterType.Multiselect && value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>What is wrong with a value that is there; null when nothing.</summary>
    internal static string? Mistake(ActionParameter parameter, JsonElement value) => parameter.Type switch
    {
        ActionParameterType.String => !JsonText.TryGetText(value, out var text) ? "must be a string."
            : text.Length > parameter.MaxLength ? $"must not be longer than {parameter.MaxLength} characters." : null,
        ActionParameterType.Number => value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number) ? "must be a number, written with a point, such as 1.5."
            : number < parameter.Min ? $"must not be below {parameter.Min}."
            : number > parameter.Max ? $"must not be above {parameter.Max}." : null,
        ActionParameterType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be a boolean.",
        ActionParameterType.Select => IsOption(parameter, value) ? null : "must be one of the options.",
        _ => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(choice => IsOption(parameter, choice)) ? null : "must be a list of options.",
    };

    private static bool IsOption(ActionParameter parameter, JsonElement value) =>
        JsonText.TryGetText(value, out var text) && parameter.Options.Any(option => option.Value == text);

    private static JsonElement ToObject(List<(string Name, JsonElement Value)> values) => JsonText.ToElement(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in values)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });
}
