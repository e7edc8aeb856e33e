using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Rules.Conditions;

/// <summary>A location area as conditions and banks store it.</summary>
public static class LocationJson
{
    public static void Write(Utf8JsonWriter writer, LocationArea area)
    {
        writer.WriteStartObject();
        writer.WriteString("id", area.Id);
        if (area.Name is not null)
        {
            writer.WriteString("name", area.Name);
        }

        writer.WriteStartObject("geometry");
        WritePoint(writer, "center", area.Latitude, area.Longitude);
        writer.WriteNumber("radius", area.RadiusMiles);
        writer.WriteEndObject();
        if (area.Bounds is { } bounds)
        {
            writer.WriteStartObject("bounds");
            WritePoint(writer, "northeastCorner", bounds.North, bounds.East);
            WritePoint(writer, "southwestCorner", bounds.South, bounds.West);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Null, with the problems added, when it is none. Facts about the place that are not matched against are passed over.</summary>
    public static LocationArea? Read(JsonElement json, string pointer, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var area = Read(json, pointer, new JsonMembers(found), found);
        foreach (var problem in found)
        {
            problems.Add(problem);
        }

        return found.Count == 0 ? area : null;
    }

    private static LocationArea? Read(JsonElement json, string pointer, JsonMembers read, List<Problem> problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ConditionProblems.Invalid(pointer, "A location must be an object with id and geometry."));
            return null;
        }

        read.RefuseUnknown(json, pointer, ["id", "name", "geometry", "bounds", "googlePlaceInfo"]);
        var id = read.Text(json, pointer, "id", required: true);
        var name = read.Text(json, pointer, "name");
        double? radius = null;
        (double Lat, double Lng)? center = null;
        if (read.Object(json, pointer, "geometry", required: true) is { } geometry)
        {
            var at = JsonPointer.Member(pointer, "geometry");
            read.RefuseUnknown(geometry, at, ["center", "radius"]);
            radius = read.Number(geometry, at, "radius", 0, double.PositiveInfinity);
            center = ReadPoint(geometry, at, "center", read);
        }

        LocationBounds? bounds = null;
        if (read.Object(json, pointer, "bounds") is { } corners)
        {
            var at = JsonPointer.Member(pointer, "bounds");
            read.RefuseUnknown(corners, at, ["northeastCorner", "southwestCorner"]);
            if ((ReadPoint(corners, at, "northeastCorner", read), ReadPoint(corners, at, "southwestCorner", read)) is ({ } northeast, { } southwest))
            {
                bounds = new LocationBounds(southwest.Lat, southwest.Lng, northeast.Lat, northeast.Lng);
            }
        }

        return id is null || center is null || radius is null ? null : new LocationArea(id, name, center.Value.Lat, center.Value.Lng, radius.Value, bounds);
    }

    private static (double Lat, double Lng)? ReadPoint(JsonElement json, string pointer, string name, JsonMembers read)
    {
        if (read.Object(json, pointer, name, required: true) is not { } point)
        {
            return null;
        }

        var at = JsonPointer.Member(pointer, name);
        read.RefuseUnknown(point, at, ["lat", "lng"]);
        return (read.Number(point, at, "lat", -90, 90), read.Number(point, at, "lng", -180, 180)) is ({ } latitude, { } longitude) ? (latitude, longitude) : null;
    }

    private static void WritePoint(Utf8JsonWriter writer, string name, double latitude, double longitude)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("lat", latitude);
        writer.WriteNumber("lng", longitude);
        writer.WriteEndObject();
    }
}
