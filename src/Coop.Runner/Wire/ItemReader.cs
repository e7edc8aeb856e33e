using System.Text.Json;
using Coop.Engine;
using Coop.Integrations;

namespace Coop.Runner.Wire;

/// <summary>A whole item: its data and all of its type.</summary>
internal static class ItemReader
{
    public static FullItem Read(JsonElement type, JsonElement item) => new(
        type.GetProperty("id").GetString()!,
        type.GetProperty("name").GetString()!,
        Name<ItemTypeKind>(type.GetProperty("kind")),
        [.. type.GetProperty("schema").EnumerateArray().Select(Field)],
        type.GetProperty("schemaFieldRoles").EnumerateObject().ToDictionary(role => role.Name, role => role.Value.GetString()!, StringComparer.Ordinal),
        type.GetProperty("version").GetString()!,
        item);

    /// <exception cref="FormatException">It is no name of the enum.</exception>
    public static TEnum Name<TEnum>(JsonElement json)
        where TEnum : struct, Enum =>
        WireNames.TryParse<TEnum>(json.GetString(), out var value) ? value : throw new FormatException($"\"{json}\" is none of {string.Join(", ", WireNames.All<TEnum>())}.");

    private static ItemField Field(JsonElement field)
    {
        var (name, required) = (field.GetProperty("name").GetString()!, field.GetProperty("required").GetBoolean());
        if (!field.TryGetProperty("container", out var container) || container.ValueKind == JsonValueKind.Null)
        {
            return new ItemField(name, Name<ScalarType>(field.GetProperty("type")), required);
        }

        var key = container.GetProperty("keyScalarType");
        return new ItemField(
            name,
            Name<ScalarType>(container.GetProperty("valueScalarType")),
            required,
            Name<ContainerType>(container.GetProperty("containerType")),
            key.ValueKind == JsonValueKind.Null ? null : Name<ScalarType>(key));
    }
}
