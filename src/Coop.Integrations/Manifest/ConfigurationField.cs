namespace Coop.Integrations;

/// <summary>One field of the form an organisation fills in. The host checks values against it on every save.</summary>
public sealed record ConfigurationField
{
    /// <summary>The member's name in the saved object. Not empty, unique in the manifest.</summary>
    public required string Key { get; init; }

    /// <summary>The label people see.</summary>
    public required string Label { get; init; }

    /// <summary>Whether a value must be given. Blank text and an empty list count as no value; <c>0</c> and <c>false</c> are values.</summary>
    public required bool Required { get; init; }

    /// <summary>The kind of input.</summary>
    public required ConfigurationInputType InputType { get; init; }

    /// <summary>Shown in the empty input.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Shown under the input.</summary>
    public string? Description { get; init; }

    /// <summary>The choices of a <see cref="ConfigurationInputType.Select"/>; at least one there, none elsewhere.</summary>
    public IReadOnlyList<ConfigurationOption> Options { get; init; } = [];

    /// <summary>What the form starts with, as JSON; null for nothing. Never allowed for a <see cref="ConfigurationInputType.Password"/>.</summary>
    public System.Text.Json.JsonElement? Default { get; init; }

    /// <summary>Smallest number, or smallest count of list entries. Inclusive.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number, or largest count of list entries. Inclusive.</summary>
    public double? Maximum { get; init; }

    /// <summary>A regular expression that the whole text must match; linear-time syntax only (no look-around, no back-references).</summary>
    public string? Pattern { get; init; }
}

/// <summary>The kind of input of a <see cref="ConfigurationField"/>.</summary>
public enum ConfigurationInputType
{
    /// <summary>One line of text; saved as a string.</summary>
    Text,

    /// <summary>A secret: encrypted at rest, never shown again, readable only by this integration; saved as a string.</summary>
    Password,

    /// <summary>Any JSON value; saved parsed.</summary>
    Json,

    /// <summary>A list; saved as a JSON array.</summary>
    Array,

    /// <summary>A number; saved as a JSON number.</summary>
    Number,

    /// <summary>A yes or no; saved as a JSON boolean.</summary>
    Boolean,

    /// <summary>One of <see cref="ConfigurationField.Options"/>; saved as its value.</summary>
    Select,

    /// <summary>An absolute http or https URL; saved as a string.</summary>
    Url,
}

/// <summary>One choice of a select field.</summary>
/// <param name="Value">What is saved.</param>
/// <param name="Label">What people see.</param>
public sealed record ConfigurationOption(string Value, string Label);
