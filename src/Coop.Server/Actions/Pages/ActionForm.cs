using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Problems;
using Coop.Server.Web.Parts;

namespace Coop.Server.Actions.Pages;

/// <summary>An action as it stands in the form. Only turns what is typed into a draft: the feature checks it.</summary>
public sealed class ActionForm
{
    internal static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Type { get; set; } = WireNames.Of(ActionType.CustomAction);

    public string Url { get; set; } = "";

    public List<ActionHeaderState> Headers { get; set; } = [];

    public string Body { get; set; } = "";

    public List<ActionParameterState> Parameters { get; set; } = [];

    public string Penalty { get; set; } = Penalties.None;

    [JsonIgnore]
    public ActionType Kind => WireNames.TryParse<ActionType>(Type, out var type) ? type : ActionType.CustomAction;

    [JsonIgnore]
    public bool IsWebhook => Type == WireNames.Of(ActionType.CustomAction);

    public static ActionForm Of(ModerationAction action) => new()
    {
        Name = action.Name,
        Description = action.Description ?? "",
        Type = WireNames.Of(action.Type),
        Url = action.CallbackUrl ?? "",
        Headers = [.. action.CallbackHeaders.Select(header => new ActionHeaderState { Name = header.Key, SavedName = header.Key })],
        Body = action.CallbackBody is { } body ? JsonSerializer.Serialize(body, Indented) : "",
        Parameters = [.. action.Parameters.Select(ActionParameterState.Of)],
        Penalty = action.Penalty,
    };

    /// <summary>What may be kept in the browser: header values are often credentials.</summary>
    public ActionForm WithoutSecrets()
    {
        var kept = (ActionForm)MemberwiseClone();
        kept.Headers = [.. Headers.Select(header => new ActionHeaderState { Name = header.Name, SavedName = header.SavedName, IsReplaced = header.IsReplaced })];
        return kept;
    }

    /// <summary>A header value is typed, which the browser does not keep.</summary>
    [JsonIgnore]
    public bool HasSecrets => Headers.Exists(header => !header.IsKept && header.Value.Length > 0);

    /// <summary>What was saved went with the action: header values are to be typed again.</summary>
    public void ForgetSaved() => Headers.ForEach(header => (header.SavedName, header.IsReplaced) = (null, false));

    /// <summary>What cannot even become a draft.</summary>
    public IReadOnlyList<Problem> Mistakes()
    {
        if (!IsWebhook)
        {
            return [];
        }

        var problems = new List<Problem>();
        if (JsonMistake.In(Body) is { } mistake)
        {
            problems.Add(InputProblems.NotJson("/callbackBody", mistake));
        }

        problems.AddRange(Filled.GroupBy(header => header.Name.Trim(), StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => WebhookProblems.HeaderRepeated(same.Key).Under("/callbackHeaders")));
        foreach (var (index, parameter) in Parameters.Index())
        {
            problems.AddRange(parameter.Mistakes().Select(problem => problem.Under($"/parameters/{index}")));
        }

        return problems;
    }

    public ActionDraft ToDraft() => IsWebhook
        ? new ActionDraft
        {
            Name = Name,
            Description = Description,
            Type = Type,
            CallbackUrl = Url.Trim(),
            CallbackHeaders = Filled.DistinctBy(header => header.Name.Trim()).ToDictionary(header => header.Name.Trim(), header => header.Given),
            CallbackBody = string.IsNullOrWhiteSpace(Body) || JsonMistake.In(Body) is not null ? null : JsonElement.Parse(Body),
            Parameters = [.. Parameters.Select(parameter => parameter.ToDraft())],
            Penalty = Penalty,
        }
        : new ActionDraft { Name = Name, Description = Description, Type = Type, Penalty = Penalty };

    private IEnumerable<ActionHeaderState> Filled => Headers.Where(header => !header.IsBlank);
}
