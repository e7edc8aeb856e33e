using System.Text;
using System.Text.Json;
using Coop.Engine.Items;
using Coop.Engine.Outbox;
using Coop.Engine.Policies;
using Coop.Integrations;

namespace Coop.Tests.Outbox;

public class WebhookBodyTests
{
    private static readonly ItemType Post = new()
    {
        Id = "type-1",
        OrgId = "org",
        Name = "Post",
        Kind = ItemTypeKind.Content,
        Fields = [new ItemField("text", ScalarType.String, true)],
        Version = "1",
    };

    private static readonly WebhookContent Least = new() { ItemId = "item-1", ItemType = Post, ActionId = "action-1" };

    [Fact]
    public void Says_item_policies_rules_action_and_custom_even_when_there_is_nothing_to_say() =>
        Assert.Equal(
            """{"item":{"id":"item-1","typeId":"type-1","typeName":"Post"},"policies":[],"rules":[],"action":{"id":"action-1"},"custom":{}}""",
            Text(Least));

    [Fact]
    public void Names_every_policy_with_its_penalty_and_every_rule()
    {
        var json = Json(Least with
        {
            Policies = [new Policy { Id = "p1", OrgId = "org", Name = "Spam", Penalty = "HIGH" }, new Policy { Id = "p2", OrgId = "org", Name = "Fraud" }],
            Rules = [new WebhookRule("r1", "First"), new WebhookRule("r2", "Second")],
        });

        Assert.Equal("""[{"id":"p1","name":"Spam","penalty":"HIGH"},{"id":"p2","name":"Fraud","penalty":"NONE"}]""", json.GetProperty("policies").GetRawText());
        Assert.Equal("""[{"id":"r1","name":"First"},{"id":"r2","name":"Second"}]""", json.GetProperty("rules").GetRawText());
    }

    [Fact(DisplayName = "8.10: static body and parameters are merged in custom")]
    public void Merges_static_body_and_parameters_in_custom()
    {
        var json = Json(Least with
        {
            StaticBody = JsonElement.Parse("""{"source":"coop","hours":1}"""),
            Parameters = JsonElement.Parse("""{"hours":72,"notify":true}"""),
        });

        Assert.Equal("""{"source":"coop","hours":72,"notify":true}""", json.GetProperty("custom").GetRawText());
    }

    [Fact(DisplayName = "8.10: without a creator its key is absent")]
    public void Leaves_out_what_is_not_known()
    {
        var names = Json(Least).EnumerateObject().Select(member => member.Name);

        Assert.Equal(["item", "policies", "rules", "action", "custom"], names);
    }

    [Fact]
    public void Says_who_made_it()
    {
        var json = Json(Least with { Creator = new ItemReference("u1", "user-type", "Ada") });

        Assert.Equal("""{"id":"u1","typeId":"user-type"}""", json.GetProperty("creator").GetRawText());
    }

    [Fact]
    public void Keeps_text_beyond_ascii_readable() => Assert.Contains("Größe <b>", Text(Least with { Rules = [new WebhookRule("r1", "Größe <b>")] }), StringComparison.Ordinal);

    private static string Text(WebhookContent content) => Encoding.UTF8.GetString(WebhookBody.Write(content));

    private static JsonElement Json(WebhookContent content) => JsonElement.Parse(WebhookBody.Write(content));
}
