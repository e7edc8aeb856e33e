using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coop.Engine.Actions;
using Coop.Engine.Rules;

namespace Coop.Server.Rules.Pages;

/// <summary>An action of a rule being written, with its parameters as typed.</summary>
public sealed class RuleActionForm
{
    public required string ActionId { get; set; }

    /// <summary>By the parameter's name; empty or absent takes the default.</summary>
    public Dictionary<string, string> Texts { get; set; } = [];

    /// <summary>Of parameters with several choices.</summary>
    public Dictionary<string, List<string>> Lists { get; set; } = [];

    /// <summary>The parameters it began with; null when it had none.</summary>
    public string? Stored { get; set; }

    public static RuleActionForm Of(RuleAction taken, ModerationAction? action)
    {
        var form = new RuleActionForm { ActionId = taken.ActionId, Stored = taken.Parameters?.GetRawText() };
        foreach (var parameter in action?.Parameters ?? [])
        {
            if (taken.Parameters is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty(parameter.Name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (parameter.Type == ActionParameterType.Multiselect && value.ValueKind == JsonValueKind.Array)
            {
                form.Lists[parameter.Name] = [.. value.EnumerateArray().Select(Text)];
            }
            else
            {
                form.Texts[parameter.Name] = Text(value);
            }
        }

        return form;
    }

    /// <summary>Parameters nobody touched stay as they were stored: they may say more than the form shows.</summary>
    public RuleActionDraft ToDraft(ModerationAction? action)
    {
        var given = Given(action);
        var stored = Stored is null ? (JsonElement?)null : JsonElement.Parse(Stored);
        var isUntouched = stored is not null && JsonNode.DeepEquals(given, Of(new RuleAction(ActionId, stored), action).Given(action));
        return new RuleActionDraft(ActionId, isUntouched ? stored : given.Count == 0 ? null : JsonSerializer.SerializeToElement(given));
    }

    private JsonObject Given(ModerationAction? action)
    {
        var given = new JsonObject();
        foreach (var parameter in action?.Parameters ?? [])
        {
            if (parameter.Type == ActionParameterType.Multiselect)
            {
                if (Lists.GetValueOrDefault(parameter.Name) is { Count: > 0 } chosen)
                {
                    given[parameter.Name] = new JsonArray([.. chosen.Select(value => (JsonNode)value)]);
                }
            }
            else if (Texts.GetValueOrDefault(parameter.Name) is { Length: > 0 } text)
            {
                given[parameter.Name] = parameter.Type switch
                {
                    ActionParameterType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
                    ActionParameterType.Boolean => text == "true",
                    _ => text,
                };
            }
        }

        return given;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
