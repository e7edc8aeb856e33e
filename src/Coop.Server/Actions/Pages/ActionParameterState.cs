using System.Globalization;
using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Problems;

namespace Coop.Server.Actions.Pages;

/// <summary>A parameter as it stands in the form.</summary>
public sealed class ActionParameterState
{
    public string Name { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string Type { get; set; } = WireNames.Of(ActionParameterType.String);

    public string Description { get; set; } = "";

    public bool Required { get; set; }

    /// <summary>One a line: <c>value</c>, or <c>value = label</c>.</summary>
    public string Options { get; set; } = "";

    public string Min { get; set; } = "";

    public string Max { get; set; } = "";

    public string MaxLength { get; set; } = "";

    /// <summary>For several values, one a line.</summary>
    public string Default { get; set; } = "";

    public ActionParameterType TypeValue => WireNames.TryParse<ActionParameterType>(Type, out var type) ? type : ActionParameterType.String;

    public bool HasOptions => TypeValue is ActionParameterType.Select or ActionParameterType.Multiselect;

    public static ActionParameterState Of(ActionParameter parameter) => new()
    {
        Name = parameter.Name,
        DisplayName = parameter.DisplayName == parameter.Name ? "" : parameter.DisplayName,
        Type = WireNames.Of(parameter.Type),
        Description = parameter.Description ?? "",
        Required = parameter.Required,
        Options = string.Join('\n', parameter.Options.Select(ActionOptionLine.Write)),
        Min = Text(parameter.Min),
        Max = Text(parameter.Max),
        MaxLength = Text(parameter.MaxLength),
        Default = parameter.DefaultValue switch
        {
            { ValueKind: JsonValueKind.Array } several => string.Join('\n', several.EnumerateArray().Select(each => each.ToString())),
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            { } one => one.ToString(),
            null => "",
        },
    };

    /// <summary>Texts that are no numbers. Pointers count from the parameter.</summary>
    public IEnumerable<Problem> Mistakes() =>
        from member in TypeValue switch
        {
            ActionParameterType.Number => new[] { ("/min", Min), ("/max", Max), ("/defaultValue", Default) },
            ActionParameterType.String => [("/maxLength", MaxLength)],
            _ => [],
        }
        where member.Item2.Trim().Length > 0 && Number(member.Item2) is null
        select InputProblems.Invalid(member.Item1, "Give a number, such as 10.");

    public ActionParameterDraft ToDraft() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        Type = Type,
        Description = Description,
        Required = Required,
        Options = HasOptions ? [.. Lines(Options).Select(ActionOptionLine.Read)] : null,
        Min = TypeValue == ActionParameterType.Number ? Number(Min) : null,
        Max = TypeValue == ActionParameterType.Number ? Number(Max) : null,
        MaxLength = TypeValue == ActionParameterType.String && Number(MaxLength) is { } length ? (int)Math.Clamp(length, -1, int.MaxValue) : null,
        DefaultValue = DefaultValue(),
    };

    private JsonElement? DefaultValue() => Default.Trim().Length == 0
        ? null
        : TypeValue switch
        {
            ActionParameterType.Number => Number(Default) is { } number ? JsonSerializer.SerializeToElement(number) : null,
            ActionParameterType.Boolean => JsonSerializer.SerializeToElement(Default == "true"),
            ActionParameterType.Multiselect => JsonSerializer.SerializeToElement(Lines(Default)),
            _ => JsonSerializer.SerializeToElement(Default),
        };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
