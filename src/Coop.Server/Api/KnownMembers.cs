using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Coop.Server.Api;

/// <summary>
/// A draft refuses members it does not know, so that a misspelt one is not lost without a word. What only its view has (an id, a version) is passed over:
/// what was read may be changed and sent back whole.
/// </summary>
internal static class KnownMembers
{
    private const string Draft = nameof(Draft);

    private static readonly Dictionary<string, Type> Views = typeof(KnownMembers).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("View", StringComparison.Ordinal))
        .GroupBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(types => types.Key, types => types.First(), StringComparer.Ordinal);

    public static void Require(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly != typeof(Engine.WireNames).Assembly || !type.Type.Name.EndsWith(Draft, StringComparison.Ordinal))
        {
            return;
        }

        type.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        if (!Views.TryGetValue($"{type.Type.Name[..^Draft.Length]}View", out var view))
        {
            return;
        }

        var known = type.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in view.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Where(known.Add))
        {
            var passedOver = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            passedOver.Set = static (_, _) => { };
            type.Properties.Add(passedOver);
        }
    }
}
