using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Coop.Engine.People;

namespace Coop.BrowserTests.Pages;

/// <summary>Every endpoint, pages and API, × every role: the table below is what is meant, the server is asked what it does.</summary>
public sealed partial class EndpointPermissionTests(FurnishedServer furnished) : IClassFixture<FurnishedServer>
{
    private const Permission Anybody = (Permission)(-1);

    private OwnServer Own => furnished.Own;

    /// <summary>Endpoint → what a person needs; <see cref="Anybody"/> for everybody who is signed in. An endpoint without a row fails the test.</summary>
    private static readonly Dictionary<string, Permission> ForPeople = new()
    {
        ["GET /dashboard"] = Anybody,
        ["GET /account"] = Anybody,
        ["GET /dashboard/rules/proactive"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/rules/proactive/form/{Id?}"] = Permission.MutateNonLiveRules,
        ["GET /dashboard/rules/proactive/info/{Id}"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/decisions"] = Permission.ViewInvestigation,
        ["GET /dashboard/decisions/{Id}"] = Permission.ViewInvestigation,
        ["GET /dashboard/settings/users"] = Permission.ManageUsers,
        ["GET /dashboard/settings/integrations"] = Permission.ManageOrg,
        ["GET /dashboard/settings/integrations/{Id}/{Tab?}"] = Permission.ManageOrg,
        ["GET /dashboard/rules/banks"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/rules/banks/form/{Id?}"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/settings/actions"] = Permission.ManageOrg,
        ["GET /dashboard/settings/actions/form/{Id?}/{Tab?}"] = Permission.ManageOrg,
        ["GET /dashboard/policies"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/policies/form/{Id?}"] = Permission.ViewRulesDashboard,
        ["GET /dashboard/settings/item_types"] = Permission.ManageOrg,
        ["GET /dashboard/settings/item_types/form/{Id?}"] = Permission.ManageOrg,
        ["GET /dashboard/settings/api_auth"] = Permission.ManageOrg,
        ["GET /dashboard/settings/organization"] = Permission.ManageOrg,

        ["GET /api/v1/admin/integrations"] = Permission.ManageOrg,
        ["GET /api/v1/admin/integrations/{id}"] = Permission.ManageOrg,
        ["POST /api/v1/admin/integrations/reload"] = Permission.ManageOrg,
        ["GET /api/v1/admin/integrations/{id}/config"] = Permission.ManageOrg,
        ["PUT /api/v1/admin/integrations/{id}/config"] = Permission.ManageOrg,
        ["POST /api/v1/admin/integrations/{id}/config/test"] = Permission.ManageOrg,
        ["DELETE /api/v1/admin/integrations/{id}/config"] = Permission.ManageOrg,
        ["GET /api/v1/admin/signals"] = Permission.MutateNonLiveRules,
        ["GET /api/v1/admin/item-types"] = Permission.ViewRulesDashboard,
        ["GET /api/v1/admin/item-types/{id}"] = Permission.ViewRulesDashboard,
        ["POST /api/v1/admin/item-types"] = Permission.ManageOrg,
        ["PUT /api/v1/admin/item-types/{id}"] = Permission.ManageOrg,
        ["DELETE /api/v1/admin/item-types/{id}"] = Permission.ManageOrg,
        ["GET /api/v1/admin/actions"] = Permission.ManageOrg,
        ["GET /api/v1/admin/actions/{id}"] = Permission.ManageOrg,
        ["POST /api/v1/admin/actions"] = Permission.ManageOrg,
        ["PUT /api/v1/admin/actions/{id}"] = Permission.ManageOrg,
        ["DELETE /api/v1/admin/actions/{id}"] = Permission.ManageOrg,
        ["GET /api/v1/admin/actions/{id}/deliveries"] = Permission.ManageOrg,
        ["POST /api/v1/admin/actions/{id}/deliveries/resend"] = Permission.ManageOrg,
        ["POST /api/v1/admin/deliveries/{id}/resend"] = Permission.ManageOrg,
        ["GET /api/v1/admin/webhook-receivers/failing"] = Permission.ManageOrg,
        ["GET /api/v1/admin/policies"] = Permission.ViewRulesDashboard,
        ["GET /api/v1/admin/policies/{id}"] = Permission.ViewRulesDashboard,
        ["POST /api/v1/admin/policies"] = Permission.ManagePolicies,
        ["PUT /api/v1/admin/policies/{id}"] = Permission.ManagePolicies,
        ["DELETE /api/v1/admin/policies/{id}"] = Permission.ManagePolicies,
        ["GET /api/v1/admin/banks"] = Permission.ViewRulesDashboard,
        ["GET /api/v1/admin/banks/{id}"] = Permission.ViewRulesDashboard,
        ["POST /api/v1/admin/banks"] = Permission.MutateNonLiveRules,
        ["PUT /api/v1/admin/banks/{id}"] = Permission.MutateNonLiveRules,
        ["DELETE /api/v1/admin/banks/{id}"] = Permission.MutateNonLiveRules,
        ["GET /api/v1/admin/rules"] = Permission.ViewRulesDashboard,
        ["GET /api/v1/admin/rules/{id}"] = Permission.ViewRulesDashboard,
        ["POST /api/v1/admin/rules"] = Permission.MutateNonLiveRules,
        ["PUT /api/v1/admin/rules/{id}"] = Permission.MutateNonLiveRules,
        ["DELETE /api/v1/admin/rules/{id}"] = Permission.MutateNonLiveRules,
        ["GET /api/v1/admin/api-keys"] = Permission.ManageOrg,
        ["GET /api/v1/admin/api-keys/{id}"] = Permission.ManageOrg,
        ["POST /api/v1/admin/api-keys"] = Permission.ManageOrg,
        ["DELETE /api/v1/admin/api-keys/{id}"] = Permission.ManageOrg,
        ["GET /api/v1/admin/people"] = Permission.ManageUsers,
        ["GET /api/v1/admin/people/{id}"] = Permission.ManageUsers,
        ["PUT /api/v1/admin/people/{id}"] = Permission.ManageUsers,
        ["DELETE /api/v1/admin/people/{id}"] = Permission.ManageUsers,
        ["GET /api/v1/admin/organisation"] = Permission.ManageOrg,
        ["PUT /api/v1/admin/organisation"] = Permission.ManageOrg,
        ["GET /api/v1/admin/decisions"] = Permission.ViewInvestigation,
        ["GET /api/v1/admin/decisions/{id}"] = Permission.ViewInvestigation,
        ["GET /api/v1/admin/decisions/{id}/rules"] = Permission.ViewInvestigation,
        ["GET /api/v1/admin/decisions/{id}/rules/{ruleId}"] = Permission.ViewInvestigation,
        ["GET /api/v1/admin/submissions/parked"] = Permission.ManageOrg,
        ["POST /api/v1/admin/submissions/parked/{id}/retry"] = Permission.ManageOrg,
    };

    /// <summary>Platforms submit with a key; a person's session is none.</summary>
    private static readonly string[] ForKeysOnly = ["POST /api/v1/items/async", "POST /api/v1/items/evaluate"];

    private static readonly string[] ForStrangers =
    [
        "GET /login", "GET /first-run", "GET /join/{Token}", "GET /not-found", "GET /", "GET /dashboard/integrations", "POST /logout", "GET /ready",
        "GET /openapi/{documentName}.json", "GET /api/{documentName?}", "GET /api/scalar.js", "GET /api/scalar.aspnetcore.js", "GET /api/favicon.svg",
        "GET /api/v1/integration-logos/{id}", "GET /api/v1/integration-logos/{id}/with-background",
    ];

    private static readonly string[] Spam = ["spam"];

    /// <summary>Of those, what answers a bare GET.</summary>
    private static readonly string[] Open = ["/login", "/first-run", "/ready", "/openapi/v1.json", "/api/"];

    /// <summary>Open too, to be told in words that it is not there: an invitation nobody wrote, and the page that says so of any address.</summary>
    private static readonly string[] OpenAndMissing = ["/join/some-id", "/not-found"];

    [Fact]
    public void Every_endpoint_of_the_server_has_a_row()
    {
        Assert.Equal(ForPeople.Keys.Concat(ForKeysOnly).Concat(ForStrangers).Order(), ServerEndpoints.All(Own.Server).Order());
    }

    [Fact]
    public async Task Every_endpoint_opens_for_exactly_the_roles_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await SignedInAsync(role);
            foreach (var (endpoint, needed) in ForPeople)
            {
                await LookAsync(client, role.ToString(), endpoint, needed == Anybody || role.May(needed) ? null : HttpStatusCode.Forbidden);
            }

            foreach (var endpoint in ForKeysOnly)
            {
                await LookAsync(client, role.ToString(), endpoint, HttpStatusCode.Unauthorized);
            }
        }

        Assert.Empty(wrong);

        async Task LookAsync(HttpClient client, string who, string endpoint, HttpStatusCode? refused)
        {
            using var answer = await AskAsync(client, endpoint);
            if (refused is { } expected ? answer.StatusCode != expected : answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError)
            {
                wrong.Add($"{who} at {endpoint}: {answer.StatusCode}, meant {refused?.ToString() ?? "to be let in"}");
            }
        }
    }

    [Fact]
    public async Task A_key_of_scope_admin_opens_the_whole_API_one_of_scope_items_only_the_items_and_neither_a_page()
    {
        using var items = AdminApi.Client(Own.Server, Own.Home.ApiKey);
        foreach (var endpoint in ForPeople.Keys.Where(IsApi))
        {
            Assert.False((await AskAsync(Own.Api, endpoint)).StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, endpoint);
            Assert.Equal((endpoint, HttpStatusCode.Forbidden), (endpoint, (await AskAsync(items, endpoint)).StatusCode));
        }

        foreach (var endpoint in ForKeysOnly)
        {
            Assert.Equal((endpoint, HttpStatusCode.BadRequest), (endpoint, (await AskAsync(Own.Api, endpoint)).StatusCode));
            Assert.Equal((endpoint, HttpStatusCode.BadRequest), (endpoint, (await AskAsync(items, endpoint)).StatusCode));
        }

        using var noFollowing = Client();
        noFollowing.DefaultRequestHeaders.Add("x-api-key", Own.Home.AdminApiKey);
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(noFollowing, "GET /dashboard/settings/users")).StatusCode);
    }

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_from_every_page_but_the_open_ones_and_refused_by_the_API()
    {
        using var client = Client();
        foreach (var endpoint in ForPeople.Keys.Concat(ForKeysOnly))
        {
            using var answer = await AskAsync(client, endpoint);
            if (IsApi(endpoint))
            {
                Assert.Equal((endpoint, HttpStatusCode.Unauthorized), (endpoint, answer.StatusCode));
            }
            else
            {
                Assert.Equal((HttpStatusCode.Redirect, "/login"), (answer.StatusCode, new Uri(Own.Server.Address, answer.Headers.Location!).AbsolutePath));
            }
        }

        foreach (var (page, meant) in Open.Select(page => (page, HttpStatusCode.OK)).Concat(OpenAndMissing.Select(page => (page, HttpStatusCode.NotFound))))
        {
            using var answer = await client.GetAsync(page, TestContext.Current.CancellationToken);
            Assert.Equal((page, meant), (page, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_session_changes_nothing_by_a_request_that_comes_from_elsewhere()
    {
        using var client = await SignedInAsync(Role.Admin);
        foreach (var origin in new[] { null, "null", "https://evil.example", $"http://{Own.Server.Address.Host}:1" })
        {
            using var answer = await AskAsync(client, "POST /api/v1/admin/api-keys", """{ "name": "Stolen", "scope": "ADMIN" }""", origin);
            Assert.Equal((origin, HttpStatusCode.Forbidden, "people.foreign-request"), (origin, answer.StatusCode, await CodeOfAsync(answer)));
        }

        using var own = await AskAsync(client, "POST /api/v1/admin/api-keys", """{ "name": "Made on the reference page", "scope": "ITEMS" }""");
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
    }

    [Fact]
    public async Task What_is_live_needs_the_permission_for_it_through_the_API_as_well()
    {
        var typeId = await Own.Api.CreateAsync("item-types", new { name = "Note", kind = "CONTENT", fields = new[] { new { name = "text", type = "STRING" } } });
        var bankId = await Own.Api.CreateAsync("banks", new { name = "Live words", type = "STRING", strings = Spam });
        var leaf = new
        {
            input = new { type = "CONTENT_COOP_INPUT", name = "All text" },
            signal = new { id = """{"type":"TEXT_MATCHING_CONTAINS_TEXT"}""" },
            matchingValues = new { textBankIds = new[] { bankId } },
        };
        object Draft(string status) => new { name = "Live", status, itemTypeIds = new[] { typeId }, conditions = new { conjunction = "AND", conditions = new[] { leaf } } };
        var ruleId = await Own.Api.CreateAsync("rules", Draft("LIVE"));
        using var analyst = await SignedInAsync(Role.Analyst);
        foreach (var (endpoint, body) in new (string, object)[]
        {
            ($"PUT /api/v1/admin/rules/{ruleId}", Draft("DRAFT")),
            ($"DELETE /api/v1/admin/rules/{ruleId}", new { }),
            ("POST /api/v1/admin/rules", Draft("LIVE")),
            ($"PUT /api/v1/admin/banks/{bankId}", new { name = "Live words", strings = Spam }),
        })
        {
            using var answer = await AskAsync(analyst, endpoint, JsonSerializer.Serialize(body));
            Assert.Equal((endpoint, HttpStatusCode.Forbidden, "people.not-allowed"), (endpoint, answer.StatusCode, await CodeOfAsync(answer)));
        }

        using var manager = await SignedInAsync(Role.RulesManager);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(manager, $"PUT /api/v1/admin/banks/{bankId}", """{ "name": "Live words", "strings": [ "ham" ] }""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(manager, $"PUT /api/v1/admin/rules/{ruleId}", JsonSerializer.Serialize(Draft("DRAFT")))).StatusCode);
    }

    [Fact]
    public async Task Whoever_loses_their_role_or_account_loses_the_API_with_the_next_request()
    {
        var people = Own.Server.Get<PeopleFeature>();
        using var client = await SignedInAsync(Role.RulesManager, "rita@example.com");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, "GET /api/v1/admin/rules")).StatusCode);
        var rita = (await Own.Server.Get<IPeopleStore>().FindByEmailAsync("rita@example.com", TestContext.Current.CancellationToken))!;
        Assert.Empty((await people.ChangeRoleAsync(Own.Home.OrgId, rita.Id, Role.ExternalModerator, "me", null, TestContext.Current.CancellationToken)).Problems);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(client, "GET /api/v1/admin/rules")).StatusCode);
        using var again = await SignedInAsync(Role.ExternalModerator, "rita@example.com");
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(again, "GET /api/v1/admin/rules")).StatusCode);
        Assert.Empty((await people.RemoveAsync(Own.Home.OrgId, rita.Id, "me", null, TestContext.Current.CancellationToken)).Problems);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(again, "GET /api/v1/admin/rules")).StatusCode);
    }

    private static bool IsApi(string endpoint) => endpoint.Contains(" /api/", StringComparison.Ordinal);

    private Task<HttpResponseMessage> AskAsync(HttpClient client, string endpoint, string body = "{}") => AskAsync(client, endpoint, body, Own.Server.Address.GetLeftPart(UriPartial.Authority));

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string endpoint, string body, string? origin)
    {
        var (method, route) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), Parameter().Replace(route, match => match.Value[0] == '/' ? "" : "some-id"));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors")[0].GetProperty("code").GetString();

    /// <summary>Signs in as the form does: with its hidden fields and the antiforgery cookie.</summary>
    private async Task<HttpClient> SignedInAsync(Role role, string? address = null)
    {
        var email = role == Role.Admin ? Own.Home.Email : address ?? $"{role.ToString().ToLowerInvariant()}@example.com";
        if (await Own.Server.Get<IPeopleStore>().FindByEmailAsync(email, TestContext.Current.CancellationToken) is null)
        {
            await Own.AddPersonAsync(role, email);
        }

        var client = Client();
        var page = await client.GetStringAsync("/login", TestContext.Current.CancellationToken);
        var fields = HiddenField().Matches(page).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        (fields["email"], fields["password"]) = (email, People.Password);
        using var form = new FormUrlEncodedContent(fields);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/login", form, TestContext.Current.CancellationToken)).StatusCode);
        return client;
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Own.Server.Address };

    [GeneratedRegex(@"/\{[^}]*\?\}|\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex HiddenField();
}
