using System.Text.Json;
using Coop.Integrations;

namespace Coop.Runner.Wire;

/// <summary>One list that holds texts or places.</summary>
internal static class MatchingValuesReader
{
    public static MatchingValues Read(JsonElement json)
    {
        List<string> texts = [];
        List<LocationArea> places = [];
        foreach (var element in json.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String)
            {
                texts.Add(element.GetString()!);
            }
            else
            {
                places.Add(Place(element, element.GetProperty("geometry")));
            }
        }

        return new MatchingValues { Strings = texts, Locations = places };
    }

    private static LocationArea Place(JsonElement place, JsonElement geometry)
    {
        var center = geometry.GetProperty("center");
        LocationBounds? bounds = null;
        if (place.TryGetProperty("bounds", out var corners) && corners.ValueKind == JsonValueKind.Object)
        {
            var (northEast, southWest) = (corners.GetProperty("northeastCorner"), corners.GetProperty("southwestCorner"));
            bounds = new LocationBounds(Number(southWest, "lat"), Number(southWest, "lng"), Number(northEast, "lat"), Number(northEast, "lng"));
        }

        return new LocationArea(
            Text(place, "id"), OptionalText(place, "name"), Number(center, "lat"), Number(center, "lng"), Number(geometry, "radius"), bounds);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static string? OptionalText(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
