using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coop.Engine;

namespace Coop.Server.Api;

/// <summary>How JSON looks everywhere in the API: camelCase, enums by their wire names, absent instead of null.</summary>
internal static class JsonShape
{
    public static void AddJsonShape(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json => Apply(json.SerializerOptions));

    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(WireNames.Converter);
        options.Converters.Add(new GivenJsonConverter());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(ListsWithoutNull.Require).WithAddedModifier(KnownMembers.Require);
    }
}
