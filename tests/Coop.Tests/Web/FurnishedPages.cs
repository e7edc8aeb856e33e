using System.Net;
using System.Text.Json;
using Coop.Engine.Orgs;
using Coop.Server.Web;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Web;

/// <summary>A server with an organisation, one of each thing that a page can show, and somebody who is signed in and looks at pages without a live connection.</summary>
public sealed class FurnishedPages : IAsyncLifetime
{
    private const string Email = "pages@example.com";
    private const string Password = "four unrelated words";

    internal TestServer Server { get; private set; } = null!;

    internal Moderation Moderation { get; private set; } = null!;

    internal FormVisitor Visitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(
            $$"""{ "integrations": [ { "package": {{JsonSerializer.Serialize(Repo.PathOf("integrations/Coop.Integration.Text"))}} } ] }""",
            configure: builder =>
            {
                builder.Services.AddSingleton(new AttemptOptions { AtOnce = 10_000 });
                LostActions.AddTo(builder.Services);
            });
        var founded = (await Server.Get<OrgFounding>().FoundAsync(new OrgDraft("Pages", Email, Password, "Ada Lovelace"), TestContext.Current.CancellationToken)).Value;
        Moderation = new Moderation(new TestOrg(founded.OrgId, founded.ApiKey, founded.AdminApiKey, Server.Client(founded.ApiKey), Server.Client(founded.AdminApiKey)));
        Visitor = new FormVisitor(Server.Address);
        using var answer = await Visitor.SignInAsync(Email, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A rule that matches texts with a bank's words, with all that it names.</summary>
    internal async Task<Furniture> FurnishAsync(string name)
    {
        var type = await Moderation.PostTypeAsync($"{name} post");
        var bank = await Moderation.CreateAsync("banks", $$"""{ "name": "{{name}} words", "type": "STRING", "strings": [ "free money" ] }""");
        var policy = await Moderation.PolicyAsync($"{name} policy");
        var action = await Moderation.CreateAsync("actions", $$"""{ "name": "{{name}} action", "type": "ENQUEUE_TO_MRT" }""");
        var rule = await Moderation.RuleAsync($"{name} rule", type, [action], [policy], $$"""
            { "conjunction": "AND", "conditions": [ { "input": { "type": "CONTENT_COOP_INPUT", "name": "All text" },
              "signal": { "id": "{\"type\":\"TEXT_MATCHING_CONTAINS_TEXT\"}", "type": "TEXT_MATCHING_CONTAINS_TEXT" }, "matchingValues": { "textBankIds": [ "{{bank}}" ] } } ] }
            """);
        return new Furniture(type, bank, policy, action, rule);
    }

    /// <summary>As a person reads it.</summary>
    internal async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await Visitor.Client.Text(path));
}

internal sealed record Furniture(string Type, string Bank, string Policy, string Action, string Rule);
