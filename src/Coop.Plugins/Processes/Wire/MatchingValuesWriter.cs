using System.Text.Json;
using Coop.Integrations;

namespace Coop.Plugins.Processes.Wire;

/// <summary>The <c>matchingValues</c> of an input: one list that holds texts or places.</summary>
internal static class MatchingValuesWriter
{
    public static void Write(Utf8JsonWriter json, MatchingValues values)
    {
        json.WriteStartArray("matchingValues"u8);
        foreach (var text in values.Strings)
        {
            json.WriteStringValue(text);
        }

        foreach (var place in values.Locations)
        {
            WritePlace(json, place);
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, LocationArea place)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, place.Id);
        json.WriteString("name"u8, place.Name);
        json.WriteStartObject("geometry"u8);
        WritePoint(json, "center"u8, place.Latitude, place.Longitude);
        json.WriteNumber("radius"u8, place.RadiusMiles);
        json.WriteEndObject();
        if (place.Bounds is { } bounds)
        {
            json.WriteStartObject("bounds"u8);
            WritePoint(json, "northeastCorner"u8, bounds.North, bounds.East);
            WritePoint(json, "southwestCorner"u8, bounds.South, bounds.West);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, ReadOnlySpan<byte> name, double latitude, double longitude)
    {
        json.WriteStartObject(name);
        json.WriteNumber("lat"u8, latitude);
        json.WriteNumber("lng"u8, longitude);
        json.WriteEndObject();
    }
}
