using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Problems;

namespace Coop.Engine.Actions;

/// <summary>What an action's parameters may look like (docs/api.md, Actions).</summary>
internal static partial class ActionParameterRules
{
    private const int MostParameters = 50;
    private const int MostOptions = 100;
    private const int LongestDefault = 10_000;

    public static IReadOnlyList<ActionParameter> Check(IReadOnlyList<ActionParameterDraft> drafts, string pointer, InputCheck check)
    {
        if (drafts.Count > MostParameters)
        {
            check.Add(InputProblems.TooMany(pointer, "parameters", MostParameters));
            return [];
        }

        var parameters = new List<ActionParameter>();
        foreach (var (index, draft) in drafts.Index())
        {
            var parameter = Check(draft, JsonPointer.Element(pointer, index), check);
            if (parameter.Name.Length > 0 && parameters.Any(p => p.Name == parameter.Name))
            {
                check.Add(InputProblems.Repeated(JsonPointer.Element(pointer, index) + "/name", "The parameter", parameter.Name));
            }

            parameters.Add(parameter);
        }

        return parameters;
    }

    private static ActionParameter Check(ActionParameterDraft draft, string at, InputCheck check)
    {
        var name = check.Name(draft.Name, at + "/name", "The parameter's name", 64);
        check.Matches(name, Name(), at + "/name", "The name may have letters, digits, '_', '.' and '-' only.");
        var type = check.OneOf<ActionParameterType>(draft.Type, at + "/type", "The parameter's type");
        var parameter = new ActionParameter
        {
            Name = name,
            DisplayName = check.OptionalText(draft.DisplayName, at + "/displayName", "The label", 255) ?? name,
            Type = type,
            Description = check.OptionalText(draft.Description, at + "/description", "The description", 2_000),
            Required = draft.Required,
            Options = Options(draft, type, at, check),
            Min = draft.Min,
            Max = draft.Max,
            MaxLength = draft.MaxLength,
            DefaultValue = draft.DefaultValue is { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : draft.DefaultValue,
        };
        if ((draft.Min ?? draft.Max) is not null && type != ActionParameterType.Number)
        {
            check.Add(InputProblems.Invalid(at + (draft.Min is null ? "/max" : "/min"), "Only a NUMBER has a smallest and a largest value."));
        }

        if (draft.Min > draft.Max)
        {
            check.Add(InputProblems.Invalid(at + "/min", "The smallest value is greater than the largest."));
        }

        if (draft.MaxLength is { } length && (type != ActionParameterType.String || length < 1))
        {
            check.Add(InputProblems.Invalid(at + "/maxLength", "Only a STRING has a greatest length, and it is 1 or more."));
        }

        if (parameter.DefaultValue is { } given && KeepableJson.Mistake(given) is { } unkeepable)
        {
            check.Add(InputProblems.Invalid(at + "/defaultValue", unkeepable + "."));
        }
        else if (parameter.DefaultValue is { } value && !check.Failed && DefaultMistake(parameter, value) is { } mistake)
        {
            check.Add(InputProblems.Invalid(at + "/defaultValue", mistake));
        }

        return parameter;
    }

    private static List<ActionParameterOption> Options(ActionParameterDraft draft, ActionParameterType type, string at, InputCheck check)
    {
        var drafts = draft.Options ?? [];
        var chooses = type is ActionParameterType.Select or ActionParameterType.Multiselect;
        if (chooses != drafts.Count > 0 && draft.Type is not null)
        {
            check.Add(chooses
                ? InputProblems.Required(at + "/options", "At least one option")
                : InputProblems.Invalid(at + "/options", "Only SELECT and MULTISELECT have options."));
        }

        if (drafts.Count > MostOptions)
        {
            check.Add(InputProblems.TooMany(at + "/options", "options", MostOptions));
            return [];
        }

        var options = new List<ActionParameterOption>();
        foreach (var (index, option) in drafts.Index())
        {
            var where = JsonPointer.Element(at + "/options", index);
            var value = check.Name(option.Value, where + "/value", "The option's value");
            if (value.Length > 0 && options.Any(o => o.Value == value))
            {
                check.Add(InputProblems.Repeated(where + "/value", "The option", value));
            }

            options.Add(new ActionParameterOption(value, check.OptionalText(option.Label, where + "/label", "The option's label", 255) ?? value));
        }

        return options;
    }

    /// <summary>What is wrong with a default; null when nothing is.</summary>
    private static string? DefaultMistake(ActionParameter parameter, JsonElement value)
    {
        var empty = value.ValueKind switch
        {
            JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
            JsonValueKind.Array => value.GetArrayLength() == 0,
            _ => false,
        };
        if (empty && parameter.Required)
        {
            return "A required parameter cannot have an empty default.";
        }

        return parameter.Type switch
        {
            ActionParameterType.String when value.ValueKind != JsonValueKind.String => "The default of a STRING must be text.",
            ActionParameterType.String when value.GetString()!.Length > Math.Min(parameter.MaxLength ?? LongestDefault, LongestDefault) => $"The default is longer than {Math.Min(parameter.MaxLength ?? LongestDefault, LongestDefault)} characters.",
            ActionParameterType.Number when value.ValueKind != JsonValueKind.Number => "The default of a NUMBER must be a number.",
            ActionParameterType.Number when value.GetDouble() < parameter.Min || value.GetDouble() > parameter.Max => "The default is outside the range.",
            ActionParameterType.Boolean when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "The default of a BOOLEAN must be true or false.",
            ActionParameterType.Select when !IsOption(parameter, value) => "The default must be the value of one of the options.",
            ActionParameterType.Multiselect when value.ValueKind != JsonValueKind.Array || !value.EnumerateArray().All(v => IsOption(parameter, v)) =>
                "The default must be a list of values of the options.",
            _ => null,
        };
    }

    private static bool IsOption(ActionParameter parameter, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && parameter.Options.Any(option => option.Value == value.GetString());

    [GeneratedRegex("^[A-Za-z0-9_.-]+$")]
    private static partial Regex Name();
}
