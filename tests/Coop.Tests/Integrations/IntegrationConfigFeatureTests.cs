using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Integrations;

public sealed class IntegrationConfigFeatureTests
{
    private readonly MemoryConfigs _configs = new();
    private readonly AcmeIntegrations _acme = new();

    private IntegrationConfigFeature Feature => new(_acme, _configs, _configs, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_that_a_colleague_replaced_while_the_integration_checked_does_not_come_back()
    {
        _configs.Save("org", AcmeIntegrations.Id, """{"apiKey":"sk-old","name":"old"}""");
        var checks = 0;
        _acme.Check = (_, _) =>
        {
            if (++checks == 1)
            {
                _configs.Save("org", AcmeIntegrations.Id, """{"apiKey":"sk-new","name":"old"}""");
            }

            return new([]);
        };

        var saved = await Feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse("""{"name":"mine"}"""), "me", null, Cancel);

        Assert.Empty(saved.Problems);
        Assert.Equal(2, checks);
        Assert.Equal("""{"apiKey":"sk-new","name":"mine"}""", (await _configs.GetAsync("org", AcmeIntegrations.Id, Cancel)).Json.GetRawText());
    }

    [Fact]
    public async Task Of_two_who_save_at_once_one_is_last_and_whole_and_neither_loses_the_secret()
    {
        _configs.Save("org", AcmeIntegrations.Id, """{"apiKey":"sk-a"}""");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(each => Task.Run(
            () => Feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse($$"""{"limit":{{each % 10 + 1}},"name":"{{each % 10 + 1}}"}"""), "me", null, Cancel), Cancel)));

        var last = await _configs.GetAsync("org", AcmeIntegrations.Id, Cancel);
        Assert.Equal("sk-a", last.GetString("apiKey"));
        Assert.Equal(last.GetString("name"), last.GetNumber("limit")?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Nothing_is_saved_over_or_removed_but_what_was_read()
    {
        var read = (await Feature.FindAsync("org", AcmeIntegrations.Id, Cancel)).Value.Version;
        var first = (await Feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse("""{"apiKey":"sk-a","name":"first"}"""), "me", read, Cancel)).Value;

        var later = await Feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse("""{"name":"later"}"""), "you", read, Cancel);
        Assert.Equal(("resource.changed-meanwhile", first.Version), (later.Problems.Single().Code, later.Problems.Single().Meanwhile!.Version));
        Assert.Equal("resource.changed-meanwhile", (await Feature.DeleteAsync("org", AcmeIntegrations.Id, "you", read, Cancel)).Problems.Single().Code);
        Assert.Equal("first", (await _configs.GetAsync("org", AcmeIntegrations.Id, Cancel)).GetString("name"));

        Assert.Empty((await Feature.DeleteAsync("org", AcmeIntegrations.Id, "you", first.Version, Cancel)).Problems);
    }

    [Fact]
    public async Task What_was_kept_of_a_configuration_that_went_and_came_back_as_none_does_not_come_back_with_it()
    {
        var none = (await Feature.FindAsync("org", AcmeIntegrations.Id, Cancel)).Value.Version;
        _configs.Save("org", AcmeIntegrations.Id, """{"apiKey":"sk-old"}""");
        _acme.Check = (_, _) => throw new InvalidOperationException("Nobody asks the integration about what will not be saved.");

        var saved = await Feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse("""{"name":"mine"}"""), "me", none, Cancel);

        Assert.Equal("resource.changed-meanwhile", saved.Problems.Single().Code);
    }

    [Fact]
    public async Task Who_listens_hears_of_every_save_and_removal()
    {
        var feature = Feature;
        List<string> heard = [];
        feature.Changed += (org, integration) => heard.Add($"{org} {integration}");

        await feature.SaveAsync("org", AcmeIntegrations.Id, JsonElement.Parse("""{"apiKey":"sk-a"}"""), "me", null, Cancel);

        Assert.Equal([$"org {AcmeIntegrations.Id}"], heard);
    }
}
