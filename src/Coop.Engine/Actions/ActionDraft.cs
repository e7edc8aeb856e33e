using System.Text.Json;
using System.Text.Json.Serialization;
using Coop.Engine.Editing;

namespace Coop.Engine.Actions;

/// <summary>An action as somebody wants it to be.</summary>
public sealed record ActionDraft : ISettingDraft
{
    /// <summary>Unique in the organisation.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>CUSTOM_ACTION, ENQUEUE_TO_MRT, ENQUEUE_AUTHOR_TO_MRT or ENQUEUE_TO_NCMEC; cannot change later.</summary>
    public string? Type { get; init; }

    /// <summary>Where the webhook of a CUSTOM_ACTION goes.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Headers the webhook carries besides its own, each a text; <see cref="SecretMask"/> keeps the saved one.</summary>
    public IReadOnlyDictionary<string, JsonElement>? CallbackHeaders { get; init; }

    /// <summary>An object whose members the webhook's <c>custom</c> has.</summary>
    public JsonElement? CallbackBody { get; init; }

    /// <summary>Values that a rule or a person gives; CUSTOM_ACTION only. Left out keeps them, <c>[]</c> clears them.</summary>
    public IReadOnlyList<ActionParameterDraft>? Parameters { get; init; }

    /// <summary>NONE, LOW, MEDIUM, HIGH or SEVERE; NONE when left out.</summary>
    public string? Penalty { get; init; }

    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    public string? Version { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ActionParameterDraft
{
    /// <summary>1 to 64 letters, digits, '_', '.', '-'; unique in the action.</summary>
    public string? Name { get; init; }

    /// <summary>The label people see; the name when left out.</summary>
    public string? DisplayName { get; init; }

    /// <summary>STRING, NUMBER, BOOLEAN, SELECT or MULTISELECT.</summary>
    public string? Type { get; init; }

    public string? Description { get; init; }

    public bool Required { get; init; }

    /// <summary>The choices of SELECT and MULTISELECT.</summary>
    public IReadOnlyList<ActionParameterOptionDraft>? Options { get; init; }

    /// <summary>Smallest NUMBER.</summary>
    public double? Min { get; init; }

    /// <summary>Largest NUMBER.</summary>
    public double? Max { get; init; }

    /// <summary>Most characters of a STRING.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The value when none is given.</summary>
    public JsonElement? DefaultValue { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ActionParameterOptionDraft(string? Value, string? Label);
