using System.Globalization;
using System.Text.Json.Serialization;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Rules;

namespace Coop.Server.Rules.Pages;

/// <summary>A rule being written, as typed. It becomes a draft; checking that is the feature's business.</summary>
public sealed class RuleForm
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public List<string> ItemTypeIds { get; set; } = [];

    public ConditionForm Conditions { get; set; } = ConditionForm.Group(new ConditionForm());

    public List<RuleActionForm> Actions { get; set; } = [];

    public List<string> PolicyIds { get; set; } = [];

    /// <summary>Separated by commas.</summary>
    public string Tags { get; set; } = "";

    public string Status { get; set; } = WireNames.Of(RuleStatus.Draft);

    public string MaxDailyActions { get; set; } = "";

    /// <summary>As a browser's date and time input has it, UTC.</summary>
    public string ExpirationTime { get; set; } = "";

    public string OnUnknown { get; set; } = WireNames.Of(Engine.Rules.OnUnknown.Skip);

    public string? ParentId { get; set; }

    [JsonIgnore]
    public bool HasActions => Actions.Count > 0;

    public static RuleForm Of(Rule rule, IReadOnlyList<ModerationAction> actions) => new()
    {
        Name = rule.Name,
        Description = rule.Description ?? "",
        ItemTypeIds = [.. rule.ItemTypeIds],
        Conditions = ConditionForm.Of(rule.Conditions),
        Actions = [.. rule.Actions.Select(taken => RuleActionForm.Of(taken, actions.FirstOrDefault(action => action.Id == taken.ActionId)))],
        PolicyIds = [.. rule.PolicyIds],
        Tags = string.Join(", ", rule.Tags),
        Status = WireNames.Of(rule.Status),
        MaxDailyActions = rule.MaxDailyActions?.ToString(CultureInfo.InvariantCulture) ?? "",
        ExpirationTime = rule.ExpirationTime?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? "",
        OnUnknown = WireNames.Of(rule.OnUnknown),
        ParentId = rule.ParentId,
    };

    public RuleDraft ToDraft(RuleMaterial material) => new()
    {
        Name = Name,
        Description = string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(),
        Status = Status,
        ItemTypeIds = ItemTypeIds,
        Conditions = new ConditionComposition(material).ToJson(Conditions),
        Actions = [.. Actions.Select(taken => taken.ToDraft(material.Surroundings.Actions.FirstOrDefault(action => action.Id == taken.ActionId)))],
        PolicyIds = PolicyIds,
        Tags = [.. Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        MaxDailyActions = MaxDailyActions.Trim().Length == 0 ? null : double.TryParse(MaxDailyActions, CultureInfo.InvariantCulture, out var most) ? most : double.NaN,
        ExpirationTime = DateTimeOffset.TryParse(ExpirationTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : null,
        OnUnknown = OnUnknown,
        ParentId = ParentId,
    };
}
