using System.Net;
using Coop.BrowserTests.Support;
using Coop.Engine.People;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Coop.BrowserTests.Pages;

/// <summary>Every page × every role: the table below is what is meant, the server is asked what it does.</summary>
public sealed class PagePermissionTests(FurnishedServer server) : IClassFixture<FurnishedServer>
{
    /// <summary>Route → who may open it; null for everybody who is signed in. Pages without a row here fail the test.</summary>
    private static readonly Dictionary<string, Permission?> Meant = new()
    {
        ["/dashboard"] = null,
        ["/account"] = null,
        ["/dashboard/rules/proactive"] = Permission.ViewRulesDashboard,
        ["/dashboard/rules/proactive/form/{Id?}"] = Permission.MutateNonLiveRules,
        ["/dashboard/rules/proactive/info/{Id}"] = Permission.ViewRulesDashboard,
        ["/dashboard/decisions"] = Permission.ViewInvestigation,
        ["/dashboard/decisions/{Id}"] = Permission.ViewInvestigation,
        ["/dashboard/settings/users"] = Permission.ManageUsers,
        ["/dashboard/settings/integrations"] = Permission.ManageOrg,
        ["/dashboard/settings/integrations/{Id}/{Tab?}"] = Permission.ManageOrg,
        ["/dashboard/rules/banks"] = Permission.ViewRulesDashboard,
        ["/dashboard/rules/banks/form/{Id?}"] = Permission.ViewRulesDashboard,
        ["/dashboard/settings/actions"] = Permission.ManageOrg,
        ["/dashboard/settings/actions/form/{Id?}/{Tab?}"] = Permission.ManageOrg,
        ["/dashboard/policies"] = Permission.ViewRulesDashboard,
        ["/dashboard/policies/form/{Id?}"] = Permission.ViewRulesDashboard,
        ["/dashboard/settings/item_types"] = Permission.ManageOrg,
        ["/dashboard/settings/item_types/form/{Id?}"] = Permission.ManageOrg,
        ["/dashboard/settings/api_auth"] = Permission.ManageOrg,
        ["/dashboard/settings/organization"] = Permission.ManageOrg,
    };

    private static readonly string[] OpenToStrangers = ["/login", "/first-run", "/join/{Token}", "/not-found"];

    [Fact]
    public async Task Every_page_opens_for_exactly_the_roles_the_table_says()
    {
        var routes = Routes();
        Assert.Equal(routes.Order(), Meant.Keys.Concat(OpenToStrangers).Order());
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await SignedInAsync(role);
            foreach (var (route, needed) in Meant)
            {
                var expected = needed is not { } permission || role.May(permission) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                var answered = (await client.GetAsync(Concrete(route), TestContext.Current.CancellationToken)).StatusCode;
                if (answered != expected)
                {
                    wrong.Add($"{role} at {route}: {answered}, meant {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_from_every_page_but_the_open_ones()
    {
        using var client = Client();
        foreach (var route in Meant.Keys)
        {
            var answer = await client.GetAsync(Concrete(route), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.Redirect, "/login"), (answer.StatusCode, new Uri(server.Address, answer.Headers.Location!).AbsolutePath));
        }

        foreach (var route in OpenToStrangers)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Concrete(route), TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task A_session_is_no_key_to_the_API()
    {
        using var client = await SignedInAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/admin/integrations", TestContext.Current.CancellationToken)).StatusCode);
    }

    private List<string> Routes() =>
        [.. server.Server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Distinct()];

    private static string Concrete(string route) => System.Text.RegularExpressions.Regex.Replace(route, @"/\{[^}]*\?\}|\{[^}]*\}", match => match.Value[0] == '/' ? "" : "some-id");

    /// <summary>Signs in as the form does: with its hidden fields and the antiforgery cookie.</summary>
    private async Task<HttpClient> SignedInAsync(Role role)
    {
        var email = role == Role.Admin ? server.Admin : $"{role.ToString().ToLowerInvariant()}@example.com";
        if (role != Role.Admin && await server.Server.Get<IPeopleStore>().FindByEmailAsync(email, TestContext.Current.CancellationToken) is null)
        {
            await People.AddAsync(server.Server, server.OrgId, role);
        }

        var client = Client();
        var page = await client.GetStringAsync("/login", TestContext.Current.CancellationToken);
        var fields = System.Text.RegularExpressions.Regex.Matches(page, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")
            .ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        (fields["email"], fields["password"]) = (email, People.Password);
        using var form = new FormUrlEncodedContent(fields);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/login", form, TestContext.Current.CancellationToken)).StatusCode);
        return client;
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
}
