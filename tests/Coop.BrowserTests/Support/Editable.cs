using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Plugins;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Support;

/// <summary>A setting of some kind with a form: where it is, and a text in it that anybody may change.</summary>
/// <param name="What">As people call the kind.</param>
/// <param name="Path">Of its form.</param>
/// <param name="Field">The label of the text.</param>
/// <param name="Save">The button.</param>
/// <param name="Resource">Where the management API has it; null for what cannot be deleted there.</param>
internal sealed record Editable(string What, string Path, string Field, string Save = "Save", string? Resource = null)
{
    public static readonly string[] Kinds = ["policy", "item type", "action", "bank", "rule", "configuration", "organisation"];

    /// <summary>Of those there may be many, and fewer.</summary>
    public static readonly string[] DeletableKinds = ["policy", "item type", "action", "bank", "rule"];

    public ILocator On(Visit visit) => visit.Page.Locator("main").GetByLabel(Field, new() { Exact = Field != "Name" }).First;

    public Task SaveAsync(Visit visit) => visit.Page.GetByRole(AriaRole.Button, new() { Name = Save, Exact = true }).ClickAsync();

    /// <summary>One of a kind, made for the test.</summary>
    public static async Task<Editable> MakeAsync(string kind, OwnServer own) => kind switch
    {
        "policy" => In(kind, "/dashboard/policies", "Policy text", "policies", await own.Api.CreateAsync("policies", new { name = "Spam" })),
        "item type" => In(kind, "/dashboard/settings/item_types", "Description", "item-types", await TypeAsync(own.Api)),
        "action" => In(kind, "/dashboard/settings/actions", "Description", "actions", await own.Api.CreateAsync("actions", new { name = "Hide", type = "CUSTOM_ACTION", callbackUrl = "https://platform.example/hide" })),
        "bank" => In(kind, "/dashboard/rules/banks", "Description", "banks", await own.Api.CreateAsync("banks", new { name = "Words", type = "STRING", strings = (string[])["spam"] })),
        "rule" => In(kind, "/dashboard/rules/proactive", "Description", "rules", await RuleAsync(own.Api)),
        "configuration" => new(kind, await ConfigurationAsync(own.Server), "At most"),
        "organisation" => new(kind, "/dashboard/settings/organization", "Name", "Save name"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private static Editable In(string kind, string list, string field, string collection, string id) => new(kind, $"{list}/form/{id}", field, Resource: $"/api/v1/admin/{collection}/{id}");

    public static Task<string> TypeAsync(HttpClient api) =>
        api.CreateAsync("item-types", new { name = "Post", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING", required = true } } });

    public static async Task<string> RuleAsync(HttpClient api, string status = "DRAFT")
    {
        var typeId = await TypeAsync(api);
        return await api.CreateAsync("rules", new
        {
            name = "Blank posts",
            status,
            itemTypeIds = new[] { typeId },
            conditions = JsonElement.Parse($$"""{ "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" }, "comparator": "IS_NOT_PROVIDED" } ] }"""),
        });
    }

    private static async Task<string> ConfigurationAsync(WebServer server)
    {
        await NodeIntegration.ListAsync(server, await NodeIntegration.WriteAsync(server, "limits", $$"""
            {{NodeIntegration.Signal}}
            export default {
              manifest: { id: 'ACME_LIMITS', name: 'Acme limits', version: '1.0.0', requiresConfig: true, signalTypeIds: ['ACME_LIMITS_SIGNAL'], configurationFields: [
                { key: 'most', label: 'At most', required: false, inputType: 'text' },
                { key: 'least', label: 'At least', required: false, inputType: 'text' },
                { key: 'token', label: 'Token', required: false, inputType: 'password' },
              ] },
              createSignals: () => [signal('ACME_LIMITS_SIGNAL', async () => ({ score: true }))],
            };
            """));
        var host = server.Get<IntegrationHost>();
        Assert.Empty((await host.ReloadAsync(TestContext.Current.CancellationToken)).Problems);
        Assert.Equal(IntegrationState.Active, host.Current.Integrations[0].State);
        return "/dashboard/settings/integrations/acme_limits";
    }
}
