using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Coop.Server.Api;

/// <summary>No list of the API has a null in it, so no use case has to reckon with one.</summary>
internal static class ListsWithoutNull
{
    public static void Require(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { IsValueType: false })
        {
            type.OnDeserialized = list =>
            {
                foreach (var element in (IEnumerable)list)
                {
                    if (element is null)
                    {
                        throw new JsonException("A list must not contain null.");
                    }
                }
            };
        }
    }
}
