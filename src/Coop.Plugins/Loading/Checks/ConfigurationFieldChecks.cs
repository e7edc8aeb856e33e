using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;
using Coop.Plugins.Problems;

namespace Coop.Plugins.Loading.Checks;

/// <summary>The form an organisation fills in must be one that can be filled in.</summary>
internal static class ConfigurationFieldChecks
{
    private const int LongestPattern = 1_000;
    private const int WidestPattern = 200;

    private static ProblemCode Code => ManifestCodes.ConfigurationField;

    public static void Run(IReadOnlyList<ConfigurationField> fields, Findings findings)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, field) in fields.Index())
        {
            var path = $"manifest.configurationFields[{i}]";
            if (string.IsNullOrWhiteSpace(field.Key))
            {
                findings.Add(Code, $"{path}.key", $"{path}.key is empty. Every field has a key.");
            }
            else if (!keys.Add(field.Key))
            {
                findings.Add(Code, $"{path}.key", $"{path}.key is \"{Findings.Shown(field.Key)}\", as an earlier field's. Keys are unique.");
            }

            if (string.IsNullOrWhiteSpace(field.Label))
            {
                findings.Add(Code, $"{path}.label", $"{path}.label is empty. Give the label people see.");
            }

            if (!Enum.IsDefined(field.InputType))
            {
                findings.Add(Code, $"{path}.inputType", $"{path}.inputType is {(int)field.InputType}, which is none of {string.Join(", ", Enum.GetNames<ConfigurationInputType>())}.");
                continue;
            }

            CheckOptions(field, path, findings);
            CheckBounds(field, path, findings);
            CheckPattern(field, path, findings);
            CheckDefault(field, path, findings);
        }
    }

    private static void CheckOptions(ConfigurationField field, string path, Findings findings)
    {
        if (field.InputType == ConfigurationInputType.Select && field.Options.Count == 0)
        {
            findings.Add(Code, $"{path}.options", $"{path} is a select without options. Give at least one.");
        }
        else if (field.InputType != ConfigurationInputType.Select && field.Options.Count > 0)
        {
            findings.Add(Code, $"{path}.options", $"{path} has options but is no select. Make it one, or remove the options.");
        }

        foreach (var value in field.Options.GroupBy(option => option.Value).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            findings.Add(Code, $"{path}.options", $"{path}.options has the value \"{Findings.Shown(value)}\" twice.");
        }
    }

    private static void CheckBounds(ConfigurationField field, string path, Findings findings)
    {
        if (field.Minimum is { } low && !double.IsFinite(low))
        {
            findings.Add(Code, $"{path}.minimum", $"{path}.minimum must be a finite number.");
        }

        if (field.Maximum is { } high && !double.IsFinite(high))
        {
            findings.Add(Code, $"{path}.maximum", $"{path}.maximum must be a finite number.");
        }

        if (field.Minimum > field.Maximum)
        {
            findings.Add(Code, $"{path}.minimum", $"{path}.minimum is greater than its maximum, so that no value will do.");
        }

        if ((field.Minimum ?? field.Maximum) is not null && field.InputType is not (ConfigurationInputType.Number or ConfigurationInputType.Array))
        {
            findings.Add(Code, $"{path}.minimum", $"{path} has a minimum or maximum, which only a number or an array can have.");
        }
    }

    private static void CheckPattern(ConfigurationField field, string path, Findings findings)
    {
        if (field.Pattern is null)
        {
            return;
        }

        if (field.InputType is not (ConfigurationInputType.Text or ConfigurationInputType.Password or ConfigurationInputType.Url))
        {
            findings.Add(Code, $"{path}.pattern", $"{path} has a pattern, which only text, password and url can have.");
        }

        if (field.Pattern.Length > LongestPattern)
        {
            // Reading one takes the stack for each bracket within a bracket.
            findings.Add(Code, $"{path}.pattern", $"{path}.pattern is longer than {LongestPattern} characters.");
            return;
        }

        if (field.Pattern.Where(character => character > 0x7f).Distinct().Count() > WidestPattern)
        {
            // What one takes in memory grows with their square.
            findings.Add(Code, $"{path}.pattern", $"{path}.pattern has more than {WidestPattern} different characters beyond ASCII.");
            return;
        }

        try
        {
            _ = new Regex(field.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            findings.Add(Code, $"{path}.pattern", $"{path}.pattern is not a linear-time regular expression: {e.Message}");
        }
    }

    private static void CheckDefault(ConfigurationField field, string path, Findings findings)
    {
        if (field.Default is not { } value)
        {
            return;
        }

        var problem = field.InputType switch
        {
            ConfigurationInputType.Password => "must not be given: a secret that ships with the package is none",
            ConfigurationInputType.Text or ConfigurationInputType.Url when value.ValueKind != JsonValueKind.String => "must be text",
            ConfigurationInputType.Array when value.ValueKind != JsonValueKind.Array => "must be a list",
            ConfigurationInputType.Number when value.ValueKind != JsonValueKind.Number => "must be a number",
            ConfigurationInputType.Number when value.GetDouble() is var number && (number < field.Minimum || number > field.Maximum) => "must lie between minimum and maximum",
            ConfigurationInputType.Boolean when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "must be true or false",
            ConfigurationInputType.Select when value.ValueKind != JsonValueKind.String || field.Options.All(option => option.Value != value.GetString()) => "must be one of the options",
            _ => null,
        };
        if (problem is not null)
        {
            findings.Add(Code, $"{path}.default", $"{path}.default {problem}.");
        }
    }
}
