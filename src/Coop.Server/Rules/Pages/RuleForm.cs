using System.Globalization;
using System.Text.Json.Serialization;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Server.Rules.Pages;

/// <summary>A rule being written, as typed. It becomes a draft; checking that is the feature's business.</summary>
public sealed class RuleForm
{
    public const string NotAdded = "These places are not added yet. Press Add places, or empty the box.";

    private const int LongestKept = 100_000;

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

    /// <summary>What the form shows in fewer words than were stored.</summary>
    public StoredTexts? Stored { get; set; }

    /// <summary>An item to try it on, as typed.</summary>
    [JsonIgnore]
    public string? Item { get; set; }

    /// <summary>It comes back with the rest, unless it is so long that the browser could not hand it over.</summary>
    public string? KeptItem { get => Item is { Length: <= LongestKept } ? Item : null; set => Item = value; }

    public string? ItemTypeId { get; set; }

    [JsonIgnore]
    public bool HasActions => Actions.Count > 0;

    /// <summary>What is only typed to try the rule is no part of the rule.</summary>
    public RuleForm WithoutTrial()
    {
        var rule = (RuleForm)MemberwiseClone();
        (rule.Item, rule.ItemTypeId) = (null, null);
        return rule;
    }

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
        ExpirationTime = Text(rule.ExpirationTime),
        OnUnknown = WireNames.Of(rule.OnUnknown),
        ParentId = rule.ParentId,
        Stored = new StoredTexts(rule.Description, rule.Tags, rule.ExpirationTime),
    };

    /// <summary>A new one that begins from a rule. It does not begin expired.</summary>
    public static RuleForm CopyOf(Rule rule, IReadOnlyList<ModerationAction> actions, DateTimeOffset now)
    {
        var form = Of(rule with { ExpirationTime = rule.ExpirationTime <= now ? null : rule.ExpirationTime }, actions);
        (form.Name, form.Status) = ($"Copy of {rule.Name}", WireNames.Of(RuleStatus.Draft));
        return form;
    }

    public bool IsExpired(DateTimeOffset now) => Until <= now;

    /// <summary>What was typed and is nothing a draft could hold. Ask after <see cref="ToDraft"/>, which says where conditions stand.</summary>
    public IReadOnlyList<Problem> Unreadable()
    {
        var problems = new List<Problem>();
        if (ExpirationTime.Length > 0 && Until is null)
        {
            problems.Add(Unfinished);
        }

        foreach (var leaf in Conditions.Leaves().Where(leaf => leaf.PlacesTyped.Trim().Length > 0))
        {
            problems.Add(InputProblems.Invalid(leaf.Pointer + "/matchingValues/locations", NotAdded));
        }

        return problems;
    }

    /// <summary>Of an expiry that is half a date.</summary>
    public static Problem Unfinished { get; } = InputProblems.Invalid("/expirationTime", "Give both the date and the time, or empty the field for a rule that never expires.");

    public RuleDraft ToDraft(RuleMaterial material) => new()
    {
        Name = Name,
        Description = Stored is { } was && Description == (was.Description ?? "") ? was.Description : string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(),
        Status = Status,
        ItemTypeIds = ItemTypeIds,
        Conditions = new ConditionComposition(material).ToJson(Conditions),
        Actions = [.. Actions.Select(taken => taken.ToDraft(material.Surroundings.Actions.FirstOrDefault(action => action.Id == taken.ActionId)))],
        PolicyIds = PolicyIds,
        Tags = Stored is { } had && Tags == string.Join(", ", had.Tags) ? had.Tags : [.. Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        MaxDailyActions = MaxDailyActions.Trim().Length == 0 ? null : double.TryParse(MaxDailyActions, NumberStyles.Float, CultureInfo.InvariantCulture, out var most) ? most : double.NaN,
        ExpirationTime = Until,
        OnUnknown = OnUnknown,
        ParentId = ParentId,
    };

    private DateTimeOffset? Until => Stored?.ExpirationTime is { } stored && ExpirationTime == Text(stored) ? stored
        : DateTimeOffset.TryParse(ExpirationTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var until) ? until : null;

    private static string Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}

public sealed record StoredTexts(string? Description, IReadOnlyList<string> Tags, DateTimeOffset? ExpirationTime);
