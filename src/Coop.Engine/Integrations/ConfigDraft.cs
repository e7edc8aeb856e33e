using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>What somebody wants to save, laid over what is saved, and checked field by field.</summary>
internal static class ConfigDraft
{
    private const int LargestConfig = 256 * 1024;

    /// <summary>
    /// The whole object to save. A secret that is left out, or sent back as its mask, keeps its saved value; null or blank text removes it. Every other
    /// member is replaced.
    /// </summary>
    public static Result<JsonElement> Check(IntegrationManifest manifest, JsonElement draft, JsonElement? saved)
    {
        if (draft.ValueKind != JsonValueKind.Object)
        {
            return IntegrationProblems.NotAnObject;
        }

        if (draft.GetRawText().Length > LargestConfig)
        {
            return IntegrationProblems.TooLarge(LargestConfig);
        }

        var check = new InputCheck();
        string[] known = [.. manifest.ConfigurationFields.Select(field => field.Key)];
        check.AddRange(draft.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => IntegrationProblems.UnknownKey(member.Name, known)));
        var values = new List<(string Key, JsonElement Value)>();
        foreach (var field in manifest.ConfigurationFields)
        {
            var value = ValueOf(field, draft, saved);
            if (ConfigurationFieldRules.IsNothing(value))
            {
                if (field.Required)
                {
                    check.Add(IntegrationProblems.MissingField(field));
                }
            }
            else if (ConfigurationFieldRules.Check(field, value) is { } problem)
            {
                check.Add(problem);
            }
            else
            {
                values.Add((field.Key, value));
            }
        }

        return check.Failed ? check.Problems : JsonText.ToElement(writer => Write(writer, values));
    }

    private static JsonElement ValueOf(ConfigurationField field, JsonElement draft, JsonElement? saved)
    {
        var given = draft.TryGetProperty(field.Key, out var value);
        var keep = field.InputType == ConfigurationInputType.Password && (!given || SecretMask.Is(value));
        return keep ? saved?.TryGetProperty(field.Key, out var before) == true ? before : default : value;
    }

    private static void Write(Utf8JsonWriter writer, List<(string Key, JsonElement Value)> values)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
