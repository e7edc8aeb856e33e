using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Uses;

namespace Coop.Engine.Actions;

/// <summary>What can be done about an item. (Named so because System.Action is everywhere.)</summary>
public sealed record ModerationAction : ISetting<ModerationAction>
{
    public static SettingKind SettingKind => SettingKind.Action;

    public required string Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>Unique in the organisation.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required ActionType Type { get; init; }

    /// <summary>Where a custom action's webhook goes; null for the others.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Headers the webhook carries.</summary>
    public IReadOnlyDictionary<string, string> CallbackHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Members of the webhook's <c>custom</c>: a JSON object, or null.</summary>
    public JsonElement? CallbackBody { get; init; }

    public IReadOnlyList<ActionParameter> Parameters { get; init; } = [];

    public string Penalty { get; init; } = "NONE";
}

public enum ActionType
{
    /// <summary>A webhook.</summary>
    CustomAction,

    /// <summary>A review job for the item.</summary>
    EnqueueToMrt,

    /// <summary>A review job for its author.</summary>
    EnqueueAuthorToMrt,

    /// <summary>A child-safety review job.</summary>
    EnqueueToNcmec,
}

/// <summary>A value a rule or person gives when the action is taken.</summary>
public sealed record ActionParameter
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required ActionParameterType Type { get; init; }

    public string? Description { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<ActionParameterOption> Options { get; init; } = [];

    public double? Min { get; init; }

    public double? Max { get; init; }

    public int? MaxLength { get; init; }

    public JsonElement? DefaultValue { get; init; }
}

public enum ActionParameterType
{
    String,
    Number,
    Boolean,
    Select,
    Multiselect,
}

public sealed record ActionParameterOption(string Value, string Label);
