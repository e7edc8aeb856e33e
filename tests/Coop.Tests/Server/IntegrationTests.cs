using System.Net;
using System.Text.Json;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>Our own integrations in the running server, loaded as an adopter would load them.</summary>
public sealed class IntegrationTests(FirstPartyServer fixture) : IClassFixture<FirstPartyServer>
{
    private const string Example = "COOP_INTEGRATION_EXAMPLE";

    [Fact]
    public async Task Every_entry_is_listed_in_file_order_a_failed_one_with_its_reason()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var list = (await org.Admin.Get("/api/v1/admin/integrations").ExpectAsync(HttpStatusCode.OK)).GetProperty("integrations");
        Assert.Equal(["ACTIVE", "ACTIVE", "NOT_FOUND"], list.EnumerateArray().Select(entry => entry.GetProperty("state").GetString()));
        var missing = list[2];
        Assert.Equal("./not-there", missing.GetProperty("package").GetString());
        Assert.NotEmpty(missing.GetProperty("problems").EnumerateArray());
        Assert.Equal(Example, list[1].GetProperty("id").GetString());
        Assert.Equal(2, list[1].GetProperty("signalCount").GetInt32());
    }

    [Fact]
    public async Task D15_configured_says_what_this_organisation_saved()
    {
        var (org, other) = (await fixture.Server.CreateOrgAsync(), await fixture.Server.CreateOrgAsync());
        Assert.False(await IsConfiguredAsync(org));
        await org.Admin.PutJsonAsync($"/api/v1/admin/integrations/{Example}/config", """{ "truePercentage": "30" }""").ExpectAsync(HttpStatusCode.OK);
        Assert.True(await IsConfiguredAsync(org));
        Assert.False(await IsConfiguredAsync(other));

        static async Task<bool> IsConfiguredAsync(TestOrg org) =>
            (await org.Admin.Get($"/api/v1/admin/integrations/{Example}").ExpectAsync(HttpStatusCode.OK)).GetProperty("configured").GetBoolean();
    }

    [Fact]
    public async Task D02_everything_of_the_manifest_is_shown()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var detail = await org.Admin.Get($"/api/v1/admin/integrations/{Example}").ExpectAsync(HttpStatusCode.OK);
        var field = Assert.Single(detail.GetProperty("configurationFields").EnumerateArray());
        Assert.Equal(("truePercentage", "text", true), (field.GetProperty("key").GetString(), field.GetProperty("inputType").GetString(), field.GetProperty("required").GetBoolean()));
        Assert.Empty(detail.GetProperty("modelCard").GetProperty("missingSections").EnumerateArray());
        Assert.True(detail.GetProperty("modelCard").GetProperty("sections").GetArrayLength() >= 7);
        Assert.Equal(2, detail.GetProperty("signals").GetArrayLength());
        Assert.Empty(detail.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Signals_of_every_integration_are_offered_with_this_organisations_availability()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var before = await SignalAsync(org, "RANDOM_SIGNAL_SELECTION");
        Assert.True(before.GetProperty("disabledInfo").GetProperty("disabled").GetBoolean());
        await org.Admin.PutJsonAsync($"/api/v1/admin/integrations/{Example}/config", """{ "truePercentage": "30" }""").ExpectAsync(HttpStatusCode.OK);
        Assert.False((await SignalAsync(org, "RANDOM_SIGNAL_SELECTION")).GetProperty("disabledInfo").GetProperty("disabled").GetBoolean());
        Assert.Equal(Example, before.GetProperty("integration").GetString());
        Assert.Equal("ALL", before.GetProperty("supportedLanguages").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/with-background")]
    public async Task Logos_are_served_to_everybody_and_cached(string variant)
    {
        using var response = await fixture.Server.Stranger().Get($"/api/v1/integration-logos/{Example}{variant}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("image/", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=86400", response.Headers.CacheControl!.ToString());
        Assert.Equal("cross-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));

        var again = new HttpRequestMessage(HttpMethod.Get, response.RequestMessage!.RequestUri);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await fixture.Server.Stranger().Exchange(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("NOBODY", "Integration logo not found.")]
    [InlineData("NOBODY/with-background", "Integration logo (with-background) not found.")]
    [InlineData("..%2F..%2Fetc", "Integration logo not found.")]
    public async Task A_logo_that_is_not_there_is_not_found(string path, string title)
    {
        var body = await fixture.Server.Stranger().Get($"/api/v1/integration-logos/{path}").ExpectAsync(HttpStatusCode.NotFound);
        Assert.Equal("integration.logo-not-found", body.FirstCode());
        Assert.Equal(title, body.GetProperty("errors")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task An_unknown_integration_is_not_found()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var body = await org.Admin.Get("/api/v1/admin/integrations/NOBODY").ExpectAsync(HttpStatusCode.NotFound);
        Assert.Equal("integration.unknown", body.FirstCode());
    }

    private static async Task<JsonElement> SignalAsync(TestOrg org, string id) =>
        (await org.Admin.Get("/api/v1/admin/signals").ExpectAsync(HttpStatusCode.OK)).GetProperty("signals").EnumerateArray()
            .Single(signal => signal.GetProperty("id").GetString() == id);
}

public sealed class ReloadTests
{
    [Fact]
    public async Task A_reload_swaps_the_set_and_a_broken_file_leaves_it()
    {
        using var folder = new TempFolder();
        await using var server = await TestServer.StartAsync("""{ "integrations": [] }""", folder.Root);
        var org = await server.CreateOrgAsync();
        var file = folder["integrations.config.json"];
        const string Reload = "/api/v1/admin/integrations/reload";

        File.WriteAllText(file, FirstPartyServer.Config);
        var loaded = await org.Admin.Post(Reload, null).ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(3, loaded.GetProperty("integrations").GetArrayLength());

        File.WriteAllText(file, "{ not json");
        await org.Admin.Post(Reload, null).ExpectAsync(HttpStatusCode.BadRequest);
        var list = await org.Admin.Get("/api/v1/admin/integrations").ExpectAsync(HttpStatusCode.OK);
        Assert.Equal(3, list.GetProperty("integrations").GetArrayLength());
    }
}

public sealed class SignalListTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    [Fact]
    public async Task D10_P17_P20_one_broken_signal_is_shown_with_its_trouble_and_the_list_stays()
    {
        var org = await fixture.Server.CreateOrgAsync();
        var signals = (await org.Admin.Get("/api/v1/admin/signals").ExpectAsync(HttpStatusCode.OK)).GetProperty("signals").EnumerateArray()
            .ToDictionary(signal => signal.GetProperty("id").GetString()!);
        var (working, broken) = (signals[AcmeIntegrations.Working], signals[AcmeIntegrations.Broken]);

        Assert.False(working.GetProperty("disabledInfo").GetProperty("disabled").GetBoolean());
        Assert.Equal("""[{"id":"a","label":"A","childrenIds":["a1"]},{"id":"a1","label":"A one","childrenIds":[]}]""", working.GetProperty("eligibleSubcategories").GetRawText());
        Assert.Equal("""{"highPrecisionThreshold":0.9,"highRecallThreshold":0.5}""", working.GetProperty("recommendedThresholds").GetRawText());

        Assert.True(broken.GetProperty("disabledInfo").GetProperty("disabled").GetBoolean());
        Assert.False(string.IsNullOrWhiteSpace(broken.GetProperty("disabledInfo").GetProperty("disabledMessage").GetString()));
        Assert.Empty(broken.GetProperty("eligibleSubcategories").EnumerateArray());
        Assert.False(string.IsNullOrWhiteSpace(broken.GetProperty("subcategoriesProblem").GetString()));
    }
}
