using System.Text.Json.Nodes;

namespace Coop.Server.Reference;

/// <summary>One example body for each operation that takes one. Tests post them.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string> ByOperation = new(StringComparer.OrdinalIgnoreCase)
    {
        ["POST api/v1/admin/item-types"] = """
            { "name": "Post", "kind": "CONTENT",
              "fields": [
                { "name": "text", "type": "STRING", "required": true },
                { "name": "author", "type": "RELATED_ITEM" },
                { "name": "postedAt", "type": "DATETIME" },
                { "name": "images", "type": "ARRAY", "container": { "containerType": "ARRAY", "valueScalarType": "IMAGE" } } ],
              "roles": { "creatorId": "author", "createdAt": "postedAt" } }
            """,
        ["POST api/v1/admin/actions"] = """
            { "name": "Remove post", "type": "CUSTOM_ACTION", "callbackUrl": "https://platform.example/coop/remove",
              "callbackHeaders": { "authorization": "Bearer your-token" },
              "parameters": [ { "name": "reason", "displayName": "Reason", "type": "SELECT", "options": [ { "value": "spam", "label": "Spam" } ], "defaultValue": "spam" } ],
              "penalty": "LOW" }
            """,
        ["POST api/v1/admin/policies"] = """{ "name": "No spam", "policyType": "SPAM", "penalty": "LOW", "policyText": "Unwanted advertising is removed." }""",
        ["POST api/v1/admin/banks"] = """{ "name": "Spam words", "type": "STRING", "strings": [ "free money", "click here" ] }""",
        ["POST api/v1/admin/api-keys"] = """{ "name": "Backend", "scope": "ITEMS" }""",
        ["POST api/v1/admin/rules"] = """
            { "name": "Spam words", "status": "LIVE", "itemTypeIds": [ "ID of the item type" ],
              "conditions": { "conjunction": "AND", "conditions": [
                { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" },
                  "signal": { "id": "{\"type\":\"ID_OF_A_SIGNAL\"}", "type": "ID_OF_A_SIGNAL" },
                  "matchingValues": { "strings": [ "free money" ] } } ] },
              "actions": [ { "actionId": "ID of the action" } ], "policyIds": [] }
            """,
        ["PUT api/v1/admin/integrations/{id}/config"] = """{ "apiKey": "your-key", "threshold": 0.8 }""",
        ["POST api/v1/admin/integrations/{id}/config/test"] = """{ "apiKey": "your-key", "threshold": 0.8 }""",
        ["PUT api/v1/admin/organisation"] = """{ "name": "Acme" }""",
        ["PUT api/v1/admin/people/{id}"] = """{ "role": "ANALYST" }""",
        ["POST api/v1/items/async"] = """{ "items": [ { "id": "post-1", "typeId": "ID of the item type", "data": { "text": "hello" } } ] }""",
        ["POST api/v1/items/evaluate"] = """{ "items": [ { "id": "post-1", "typeId": "ID of the item type", "data": { "text": "hello" } } ], "dryRun": true }""",
    };

    public static JsonNode? Of(string? method, string? path)
    {
        var key = $"{method} {path?.TrimEnd('/')}";
        // Replacing takes what creating takes.
        var text = ByOperation.GetValueOrDefault(key)
            ?? (method == "PUT" && path?.EndsWith("/{id}", StringComparison.Ordinal) == true ? ByOperation.GetValueOrDefault($"POST {path[..^5]}") : null);
        return text is null ? null : JsonNode.Parse(text);
    }
}
