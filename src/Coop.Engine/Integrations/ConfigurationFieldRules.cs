using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>Checks one value against its field of the manifest.</summary>
internal static class ConfigurationFieldRules
{
    /// <summary>True for what counts as nothing given: absent, null, blank text, an empty list. <c>0</c> and <c>false</c> are values.</summary>
    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>Null when the value is good.</summary>
    public static Problem? Check(ConfigurationField field, JsonElement value)
    {
        var pointer = JsonPointer.Member("", field.Key);
        return Mistake(field, value) is { } mistake ? IntegrationProblems.InvalidField(field, pointer, mistake) : null;
    }

    /// <summary>The end of a sentence that starts with the field's label.</summary>
    private static string? Mistake(ConfigurationField field, JsonElement value) => field.InputType switch
    {
        ConfigurationInputType.Text or ConfigurationInputType.Password when value.ValueKind != JsonValueKind.String => "must be text.",
        ConfigurationInputType.Text or ConfigurationInputType.Password => PatternMistake(field, value.GetString()!),
        ConfigurationInputType.Json => null,
        ConfigurationInputType.Array when value.ValueKind != JsonValueKind.Array => "must be a list.",
        ConfigurationInputType.Array => RangeMistake(field, value.GetArrayLength(), "must have", " entries"),
        ConfigurationInputType.Number when value.ValueKind != JsonValueKind.Number || !double.IsFinite(value.GetDouble()) => "must be a number.",
        ConfigurationInputType.Number => RangeMistake(field, value.GetDouble(), "must be", ""),
        ConfigurationInputType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false.",
        ConfigurationInputType.Select => OptionMistake(field, value),
        ConfigurationInputType.Url when value.ValueKind != JsonValueKind.String || !InputCheck.IsHttpUrl(value.GetString()) => "must be an absolute http or https URL.",
        ConfigurationInputType.Url => PatternMistake(field, value.GetString()!),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.InputType, "An input type without rules."),
    };

    private static string? RangeMistake(ConfigurationField field, double amount, string must, string unit)
    {
        if (field.Minimum is { } least && amount < least)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{must} at least {least}{unit}.");
        }

        return field.Maximum is { } most && amount > most ? string.Create(CultureInfo.InvariantCulture, $"{must} at most {most}{unit}.") : null;
    }

    private static string? OptionMistake(ConfigurationField field, JsonElement value)
    {
        string[] known = [.. field.Options.Select(option => option.Value)];
        var given = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return value.ValueKind == JsonValueKind.String && known.Contains(given) ? null : $"must be one of {string.Join(", ", known)}.{DidYouMean.Hint(given, known)}";
    }

    // Never shows the value: it may be a secret.
    private static string? PatternMistake(ConfigurationField field, string value)
    {
        if (field.Pattern is null)
        {
            return null;
        }

        try
        {
            return Regex.IsMatch(value, $@"\A(?:{field.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                ? null
                : $"does not have the expected form: {field.Pattern}";
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return "cannot be checked, because the integration's own pattern for it is not valid. Tell its author.";
        }
    }
}
