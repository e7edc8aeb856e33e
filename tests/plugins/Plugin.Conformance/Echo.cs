using System.Text.Json;
using System.Text.Json.Nodes;
using Coop.Integrations;

namespace Plugin.Conformance;

/// <summary>What a signal was given, in the shape the TypeScript contract has.</summary>
internal static class Echo
{
    public static string Of(SignalInput input)
    {
        var json = new JsonObject
        {
            ["value"] = input.Item is { } item ? Item(item) : Value(input.Value!.Value),
            ["orgId"] = input.OrgId,
            ["signal"] = new JsonObject { ["type"] = input.SignalId },
        };
        Add(json, "matchingValues", input.MatchingValues is { } matching ? Matching(matching) : null);
        Add(json, "actionPenalties", input.ActionPenalties is { } penalties
            ? List(penalties.Select(p => new JsonObject { ["actionId"] = p.ActionId, ["policyId"] = p.PolicyId, ["penalties"] = List(p.Penalties.Select(one => JsonValue.Create(one))) }))
            : null);
        Add(json, "subcategory", input.Subcategory);
        Add(json, "contentId", input.ContentId);
        Add(json, "userId", input.UserId);
        Add(json, "contextId", input.ContextId);
        Add(json, "contentType", input.ContentType);
        Add(json, "args", Node(input.Args));
        return json.ToJsonString();
    }

    private static JsonObject Value(ScalarValue value) => new()
    {
        ["type"] = Wire(value.Type.ToString()),
        ["value"] = value.Type switch
        {
            ScalarType.Number => value.AsNumber(),
            ScalarType.Boolean => value.AsBoolean(),
            ScalarType.UserId or ScalarType.RelatedItem => Reference(value.AsReference()),
            ScalarType.Image or ScalarType.Audio or ScalarType.Video => new JsonObject { ["url"] = value.AsMedia().Url },
            ScalarType.Media => new JsonObject { ["url"] = value.AsMedia().Url, ["mediaType"] = value.AsMedia().Kind == MediaKind.Unknown ? null : Wire(value.AsMedia().Kind.ToString()) },
            _ => value.AsText(),
        },
    };

    private static JsonObject Reference(ItemReference reference)
    {
        var json = new JsonObject { ["id"] = reference.Id, ["typeId"] = reference.TypeId };
        Add(json, "name", reference.Name);
        return json;
    }

    private static JsonObject Item(FullItem item) => new()
    {
        ["data"] = Node(item.Data),
        ["itemType"] = new JsonObject
        {
            ["id"] = item.TypeId,
            ["name"] = item.TypeName,
            ["kind"] = Wire(item.Kind.ToString()),
            ["version"] = item.TypeVersion,
            ["schema"] = List(item.Schema.Select(field => new JsonObject
            {
                ["name"] = field.Name,
                ["type"] = Wire(field.Container?.ToString() ?? field.Type.ToString()),
                ["required"] = field.Required,
                ["container"] = field.Container is { } container
                    ? new JsonObject { ["containerType"] = Wire(container.ToString()), ["keyScalarType"] = field.KeyType is { } key ? Wire(key.ToString()) : null, ["valueScalarType"] = Wire(field.Type.ToString()) }
                    : null,
            })),
            ["schemaFieldRoles"] = new JsonObject(item.Roles.Select(role => KeyValuePair.Create(role.Key, (JsonNode?)role.Value))),
        },
    };

    private static JsonArray Matching(MatchingValues matching) => List(
        [
            .. matching.Strings.Select(text => (JsonNode)JsonValue.Create(text)),
            .. matching.Locations.Select(Place),
        ]);

    private static JsonObject Place(LocationArea place)
    {
        var json = new JsonObject
        {
            ["id"] = place.Id,
            ["name"] = place.Name,
            ["geometry"] = new JsonObject { ["center"] = Point(place.Latitude, place.Longitude), ["radius"] = place.RadiusMiles },
        };
        Add(json, "bounds", place.Bounds is { } bounds
            ? new JsonObject { ["northeastCorner"] = Point(bounds.North, bounds.East), ["southwestCorner"] = Point(bounds.South, bounds.West) }
            : null);
        return json;
    }

    private static JsonObject Point(double latitude, double longitude) => new() { ["lat"] = latitude, ["lng"] = longitude };

    private static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    private static JsonNode? Node(JsonElement? element) => element is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static string Wire(string name) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
