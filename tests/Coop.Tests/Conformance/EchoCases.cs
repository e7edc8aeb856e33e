using System.Text.Json;
using Coop.Integrations;

namespace Coop.Tests.Conformance;

/// <summary>Inputs of every shape, each with what the author sees of it in the TypeScript contract's words.</summary>
internal static class EchoCases
{
    private const string SeenItem = """
        {
          "data": { "title": "T", "tags": ["a", "b"], "counts": { "x": 1 }, "creator": { "id": "u", "typeId": "user" } },
          "itemType": {
            "id": "post", "name": "Post", "kind": "CONTENT", "version": "v7",
            "schema": [
              { "name": "title", "type": "STRING", "required": true, "container": null },
              { "name": "tags", "type": "ARRAY", "required": false, "container": { "containerType": "ARRAY", "keyScalarType": null, "valueScalarType": "STRING" } },
              { "name": "counts", "type": "MAP", "required": false, "container": { "containerType": "MAP", "keyScalarType": "STRING", "valueScalarType": "NUMBER" } },
              { "name": "creator", "type": "USER_ID", "required": false, "container": null }
            ],
            "schemaFieldRoles": { "displayName": "title", "creatorId": "creator" }
          }
        }
        """;

    private static readonly FullItem Item = new(
        "post",
        "Post",
        ItemTypeKind.Content,
        [
            new("title", ScalarType.String, true),
            new("tags", ScalarType.String, false, ContainerType.Array),
            new("counts", ScalarType.Number, false, ContainerType.Map, ScalarType.String),
            new("creator", ScalarType.UserId, false),
        ],
        new Dictionary<string, string> { ["displayName"] = "title", ["creatorId"] = "creator" },
        "v7",
        JsonElement.Parse("""{ "title": "T", "tags": ["a", "b"], "counts": { "x": 1 }, "creator": { "id": "u", "typeId": "user" } }"""));

    public static IReadOnlyDictionary<string, (SignalInput Input, string Seen)> All { get; } = new Dictionary<string, (SignalInput, string)>
    {
        ["USER_ID"] = Value(ScalarValue.Reference(ScalarType.UserId, new("u1", "t1")), """{ "id": "u1", "typeId": "t1" }"""),
        ["ID"] = Value(ScalarValue.Text(ScalarType.Id, "i1"), "\"i1\""),
        ["STRING"] = Value(ScalarValue.Text("naïve 🦊 \"quoted\" \u2028"), "\"naïve 🦊 \\\"quoted\\\" \\u2028\""),
        ["BOOLEAN"] = Value(ScalarValue.Boolean(true), "true"),
        ["NUMBER"] = Value(ScalarValue.Number(-12.5e-3), "-0.0125"),
        ["AUDIO"] = Value(ScalarValue.Media(ScalarType.Audio, new("https://a.example/1.mp3", MediaKind.Audio)), """{ "url": "https://a.example/1.mp3" }"""),
        ["IMAGE"] = Value(ScalarValue.Media(ScalarType.Image, new("https://a.example/1.png", MediaKind.Image)), """{ "url": "https://a.example/1.png" }"""),
        ["VIDEO"] = Value(ScalarValue.Media(ScalarType.Video, new("https://a.example/1.mp4", MediaKind.Video)), """{ "url": "https://a.example/1.mp4" }"""),
        ["DATETIME"] = Value(ScalarValue.Text(ScalarType.Datetime, "2026-01-02T03:04:05.000Z"), "\"2026-01-02T03:04:05.000Z\""),
        ["GEOHASH"] = Value(ScalarValue.Text(ScalarType.Geohash, "u33db"), "\"u33db\""),
        ["RELATED_ITEM"] = Value(ScalarValue.Reference(ScalarType.RelatedItem, new("r1", "t2", "Thread")), """{ "id": "r1", "typeId": "t2", "name": "Thread" }"""),
        ["URL"] = Value(ScalarValue.Text(ScalarType.Url, "https://a.example/?q=1&r=<b>"), "\"https://a.example/?q=1&r=<b>\""),
        ["POLICY_ID"] = Value(ScalarValue.Text(ScalarType.PolicyId, "p1"), "\"p1\""),
        ["IP_ADDRESS"] = Value(ScalarValue.Text(ScalarType.IpAddress, "2001:db8::1"), "\"2001:db8::1\""),
        ["EMAIL_ADDRESS"] = Value(ScalarValue.Text(ScalarType.EmailAddress, "a@b.example"), "\"a@b.example\""),
        ["MEDIA"] = Value(ScalarValue.Media(ScalarType.Media, new("https://a.example/1.mp4", MediaKind.Video)), """{ "url": "https://a.example/1.mp4", "mediaType": "VIDEO" }"""),
        ["MEDIA of a kind that cannot be told"] = Value(ScalarValue.Media(ScalarType.Media, new("https://a.example/1", MediaKind.Unknown)), """{ "url": "https://a.example/1", "mediaType": null }"""),
        ["FULL_ITEM"] = (new SignalInput { OrgId = "org", SignalId = "CONF_ECHO", Item = Item }, $$"""{ "value": {{SeenItem}}, "orgId": "org", "signal": { "type": "CONF_ECHO" } }"""),
        ["matching texts"] = With(new MatchingValues { Strings = ["one", "zwei", "👋"] }, """[ "one", "zwei", "👋" ]"""),
        ["matching places"] = With(
            new MatchingValues { Locations = [new("l1", "Here", 52.5, -13.25, 1.5), new("l2", null, 1, 2, 0, new(0, 1, 2, 3))] },
            """
            [
              { "id": "l1", "name": "Here", "geometry": { "center": { "lat": 52.5, "lng": -13.25 }, "radius": 1.5 } },
              { "id": "l2", "name": null, "geometry": { "center": { "lat": 1, "lng": 2 }, "radius": 0 },
                "bounds": { "northeastCorner": { "lat": 2, "lng": 3 }, "southwestCorner": { "lat": 0, "lng": 1 } } }
            ]
            """),
        ["everything around the value"] = (
            new SignalInput
            {
                OrgId = "org",
                SignalId = "CONF_ECHO",
                Value = ScalarValue.Text("x"),
                MatchingValues = new MatchingValues { Strings = ["m"] },
                ActionPenalties = [new("a1", "p1", ["HIGH", "LOW"])],
                Subcategory = "sub",
                ContentId = "c1",
                UserId = "u1",
                ContextId = "x1",
                ContentType = "Post",
                Args = JsonElement.Parse("""{ "k": [1, null, "two"] }"""),
            },
            """
            {
              "value": { "type": "STRING", "value": "x" }, "orgId": "org", "signal": { "type": "CONF_ECHO" }, "matchingValues": ["m"],
              "actionPenalties": [ { "actionId": "a1", "policyId": "p1", "penalties": ["HIGH", "LOW"] } ], "subcategory": "sub", "contentId": "c1", "userId": "u1",
              "contextId": "x1", "contentType": "Post", "args": { "k": [1, null, "two"] }
            }
            """),
    };

    private static (SignalInput, string) Value(ScalarValue value, string seen) => (
        new SignalInput { OrgId = "org", SignalId = "CONF_ECHO", Value = value },
        $$"""{ "value": { "type": "{{JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.Type.ToString())}}", "value": {{seen}} }, "orgId": "org", "signal": { "type": "CONF_ECHO" } }""");

    private static (SignalInput, string) With(MatchingValues matching, string seen) => (
        new SignalInput { OrgId = "org", SignalId = "CONF_ECHO", Value = ScalarValue.Text("x"), MatchingValues = matching },
        $$"""{ "value": { "type": "STRING", "value": "x" }, "orgId": "org", "signal": { "type": "CONF_ECHO" }, "matchingValues": {{seen}} }""");
}
