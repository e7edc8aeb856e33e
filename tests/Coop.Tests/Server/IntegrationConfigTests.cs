using System.Collections.Concurrent;
using System.Net;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;
using Coop.Storage.Settings;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Server;

/// <summary>What an organisation saves for an integration: D-03, D-14, P21, P22, P24 of the reference.</summary>
public sealed class IntegrationConfigTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Config = $"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config";
    private const string Secret = "sk-verysecret1";

    [Fact]
    public async Task D14_P22_a_secret_is_masked_and_kept_when_left_out_or_sent_back_as_its_mask()
    {
        var org = await fixture.Server.CreateOrgAsync();
        Assert.Equal("{}", (await org.Admin.Get(Config).ExpectAsync(HttpStatusCode.OK)).GetRawText());

        var saved = await org.Admin.PutJsonAsync(Config, $$"""{ "apiKey": "{{Secret}}", "name": "one" }""").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("""{"apiKey":{"saved":true},"name":"one"}""", saved.GetRawText());

        await org.Admin.PutJsonAsync(Config, """{ "apiKey": { "saved": true }, "name": "two" }""").ExpectAsync(HttpStatusCode.OK);
        await org.Admin.PutJsonAsync(Config, """{ "limit": 3 }""").ExpectAsync(HttpStatusCode.OK);

        var shown = await org.Admin.Get(Config).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal("""{"apiKey":{"saved":true},"limit":3}""", shown.GetRawText());
        var kept = await fixture.Server.Get<Coop.Engine.Integrations.IIntegrationConfigStore>().GetAsync(org.Id, AcmeIntegrations.Id, TestContext.Current.CancellationToken);
        Assert.Equal(Secret, kept.GetString("apiKey"));
        Assert.Null(kept.GetString("name"));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.Forbidden)]
    public async Task Who_may_not_configure_is_refused_before_anything_is_asked_of_what_is_saved(bool mayNot, HttpStatusCode expected)
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(new AcmeIntegrations());
            builder.Services.AddSingleton<ISettingStore<IntegrationConfig>>(given => new Overheard(given.GetRequiredService<SettingStore<IntegrationConfig>>(), asked));
        });
        var org = await server.CreateOrgAsync();
        var client = mayNot ? org.Items : org.Admin;

        await client.PutJsonAsync(Config, $$"""{ "apiKey": "{{Secret}}" }""").ExpectAsync(expected);
        await client.Get(Config).ExpectAsync(expected);

        Assert.Equal(mayNot, asked.IsEmpty);
        Assert.Equal(!mayNot, asked.Contains("changed"));
    }

    [Fact]
    public async Task P22_null_removes_a_secret_and_a_required_one_may_not_be_removed()
    {
        var org = await fixture.Server.CreateOrgAsync();
        await org.Admin.PutJsonAsync(Config, $$"""{ "apiKey": "{{Secret}}" }""").ExpectAsync(HttpStatusCode.OK);
        var body = await org.Admin.PutJsonAsync(Config, """{ "apiKey": null }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/apiKey"], body.Pointers());
        Assert.Equal("integration-config.missing-field", body.FirstCode());
    }

    [Theory]
    [InlineData("""{ }""", "/apiKey")]
    [InlineData("""{ "apiKey": "  " }""", "/apiKey")]
    [InlineData("""{ "apiKey": { "saved": true } }""", "/apiKey")]
    [InlineData("""{ "apiKey": 5 }""", "/apiKey")]
    [InlineData("""{ "apiKey": "no such form" }""", "/apiKey")]
    [InlineData("""{ "apiKey": "sk-a", "region": "mars" }""", "/region")]
    [InlineData("""{ "apiKey": "sk-a", "endpoint": "ftp://x" }""", "/endpoint")]
    [InlineData("""{ "apiKey": "sk-a", "limit": 0 }""", "/limit")]
    [InlineData("""{ "apiKey": "sk-a", "limit": 11 }""", "/limit")]
    [InlineData("""{ "apiKey": "sk-a", "limit": "5" }""", "/limit")]
    [InlineData("""{ "apiKey": "sk-a", "strict": "yes" }""", "/strict")]
    [InlineData("""{ "apiKey": "sk-a", "labels": [1] }""", "/labels")]
    [InlineData("""{ "apiKey": "sk-a", "labels": "a" }""", "/labels")]
    [InlineData("""{ "apiKey": "sk-a", "name": {} }""", "/name")]
    [InlineData("""{ "apiKey": "sk-a", "regoin": "eu" }""", "/regoin")]
    [InlineData("""[]""", "")]
    [InlineData("""{ "limit": 0, "strict": 1, "bogus": 2 }""", "/bogus", "/apiKey", "/limit", "/strict")]
    public async Task D03_P21_a_wrong_configuration_is_refused_with_a_pointer_per_field(string json, params string[] pointers)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PutJsonAsync(Config, json).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(pointers, body.Pointers());
        Assert.Equal("{}", (await org.Admin.Get(Config).ExpectAsync(HttpStatusCode.OK)).GetRawText());
    }

    [Fact]
    public async Task Zero_false_and_structured_values_are_saved_as_they_are()
    {
        var org = await fixture.Server.CreateOrgAsync();
        const string json = """{"apiKey":"sk-a","region":"eu","endpoint":"https://acme.example/","limit":1,"strict":false,"labels":["a","b"],"extra":{"deep":[0]},"name":"x"}""";
        var saved = await org.Admin.PutJsonAsync(Config, json).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(json.Replace("\"sk-a\"", """{"saved":true}"""), saved.GetRawText());
    }

    [Fact]
    public async Task An_unknown_field_gets_a_suggestion()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PutJsonAsync(Config, """{ "apiKey": "sk-a", "regoin": "eu" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Contains("Did you mean 'region'?", body.FirstDetail());
    }

    [Fact]
    public async Task P24_an_unknown_integration_is_a_4xx()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.PutJsonAsync("/api/v1/admin/integrations/ACME_VENDR/config", "{}").ExpectAsync(HttpStatusCode.NotFound);
        Assert.Equal("integration.unknown", body.FirstCode());
        Assert.Contains($"Did you mean '{AcmeIntegrations.Id}'?", body.FirstDetail());
    }

    [Fact]
    public async Task Deleting_removes_it_and_a_second_time_there_is_nothing()
    {
        var org = await fixture.Server.CreateOrgAsync();
        await org.Admin.PutJsonAsync(Config, """{ "apiKey": "sk-a" }""").ExpectAsync(HttpStatusCode.OK);
        await org.Admin.Delete(Config).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal("{}", (await org.Admin.Get(Config).ExpectAsync(HttpStatusCode.OK)).GetRawText());
        await org.Admin.Delete(Config).ExpectAsync(HttpStatusCode.NotFound);
    }

    /// <summary>Keeps what is asked of the store.</summary>
    private sealed class Overheard(ISettingStore<IntegrationConfig> store, ConcurrentQueue<string> asked) : ISettingStore<IntegrationConfig>
    {
        public Task<IReadOnlyList<Versioned<IntegrationConfig>>> ListAsync(string orgId, CancellationToken cancellationToken)
        {
            asked.Enqueue("listed");
            return store.ListAsync(orgId, cancellationToken);
        }

        public Task<Versioned<IntegrationConfig>?> FindAsync(string orgId, string id, CancellationToken cancellationToken)
        {
            asked.Enqueue("found");
            return store.FindAsync(orgId, id, cancellationToken);
        }

        public Task<Result<Versioned<IntegrationConfig>>> ChangeAsync(SettingEdit<IntegrationConfig> edit, CancellationToken cancellationToken)
        {
            asked.Enqueue("changed");
            return store.ChangeAsync(edit, cancellationToken);
        }
    }
}

/// <summary>The integration's own check of a configuration; a server of its own because it changes the check.</summary>
public sealed class ConfigValidationTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Config = $"/api/v1/admin/integrations/{AcmeIntegrations.Id}/config";

    [Fact]
    public async Task Its_errors_refuse_the_save_with_pointers_and_without_the_secret()
    {
        var org = await fixture.Server.CreateOrgAsync();
        fixture.Acme.Check = (config, _) => new([new ConfigError("labels[1].id", $"bad with {config.GetString("apiKey")}"), new ConfigError("", "altogether")]);
        var body = await org.Admin.PutJsonAsync(Config, """{ "apiKey": "sk-hidden" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("integration-config.refused", body.FirstCode());
        Assert.Equal(["/labels/1/id", ""], body.Pointers());
        Assert.DoesNotContain("sk-hidden", body.GetRawText());
    }

    [Fact]
    public async Task Its_exception_refuses_the_save_with_its_message_and_without_the_secret()
    {
        var org = await fixture.Server.CreateOrgAsync();
        fixture.Acme.Check = (config, _) => throw new InvalidOperationException($"vendor said no to {config.GetString("apiKey")}");
        var body = await org.Admin.PutJsonAsync(Config, """{ "apiKey": "sk-hidden" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("integration-config.check-failed", body.FirstCode());
        Assert.Contains("vendor said no", body.FirstDetail());
        Assert.DoesNotContain("sk-hidden", body.GetRawText());
    }

    [Fact]
    public async Task A_null_among_its_errors_refuses_the_save_too()
    {
        var org = await fixture.Server.CreateOrgAsync();
        fixture.Acme.Check = (_, _) => new([null!]);
        var body = await org.Admin.PutJsonAsync(Config, """{ "apiKey": "sk-a" }""").ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("integration-config.refused", body.FirstCode());
    }

    [Fact]
    public async Task A_check_that_never_answers_is_given_up()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acme = new AcmeIntegrations
        {
            Check = (_, _) =>
            {
                asked.SetResult();
                return new(new TaskCompletionSource<IReadOnlyList<ConfigError>>().Task);
            },
        };
        var configs = new MemoryConfigs();
        var feature = new Coop.Engine.Integrations.IntegrationConfigFeature(acme, configs, configs, time);
        var saving = feature.SaveAsync("org", AcmeIntegrations.Id, System.Text.Json.JsonElement.Parse("""{ "apiKey": "sk-a" }"""), "me", null, TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        while (!saving.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        Assert.Equal("integration-config.check-failed", Assert.Single((await saving).Problems).Code);
    }
}
