using System.Text.RegularExpressions;
using Coop.BrowserTests.Support;
using Microsoft.Playwright;

namespace Coop.BrowserTests.Pages;

/// <summary>What holds for every page: readable by everybody, quiet, loading from nobody else, never wider than the screen.</summary>
public sealed partial class PagesTests(ChromiumFixture chromium, FurnishedServer furnished) : IClassFixture<FurnishedServer>
{
    /// <summary>Name of the picture, address. A new page adds a row.</summary>
    public static TheoryData<string, string> SignedIn => new()
    {
        { "overview", "/dashboard" },
        { "integrations", "/dashboard/settings/integrations" },
        { "integration-configure", "/dashboard/settings/integrations/coop_integration_example" },
        { "integration-signals", "/dashboard/settings/integrations/coop_integration_example/signals" },
        { "integration-model-card", "/dashboard/settings/integrations/coop_integration_example/model-card" },
        { "integration-unknown", "/dashboard/settings/integrations/no_such_thing" },
        { "rules", "/dashboard/rules/proactive" },
        { "rule-form", "/dashboard/rules/proactive/form" },
        { "rule-form-unknown", "/dashboard/rules/proactive/form/no-such-rule" },
        { "rule-unknown", "/dashboard/rules/proactive/info/no-such-rule" },
        { "decisions-empty", "/dashboard/decisions" },
        { "decision-unknown", "/dashboard/decisions/no-such-decision" },
        { "users", "/dashboard/settings/users" },
        { "banks-empty", "/dashboard/rules/banks" },
        { "bank-new", "/dashboard/rules/banks/form" },
        { "actions", "/dashboard/settings/actions" },
        { "action-new", "/dashboard/settings/actions/form" },
        { "policies-empty", "/dashboard/policies" },
        { "policy-new", "/dashboard/policies/form" },
        { "item-types", "/dashboard/settings/item_types" },
        { "item-type-new", "/dashboard/settings/item_types/form" },
        { "api-keys", "/dashboard/settings/api_auth" },
        { "organisation", "/dashboard/settings/organization" },
        { "account", "/account" },
        { "not-found", "/not-found" },
    };

    public static TheoryData<string, string> SignedOut => new()
    {
        { "login", "/login" },
        { "first-run-refused", "/first-run?token=wrong" },
        { "join-refused", "/join/wrong" },
    };

    /// <summary>Rows whose address names what is not there, which the document itself is answered with.</summary>
    private static readonly string[] Missing = ["integration-unknown", "rule-form-unknown", "rule-unknown", "decision-unknown", "not-found", "join-refused"];

    /// <summary>As a visitor of that row does: of what is not there the answer says so.</summary>
    internal static Task OpenAsync(Visit visit, string name, string path) => Missing.Contains(name) ? visit.OpenMissingAsync(path) : visit.OpenAsync(path);

    [Fact]
    public void Every_page_has_a_row()
    {
        string[] looked = [.. SignedIn.Concat(SignedOut).Select(row => row.Data.Item2.Split('?')[0])];
        foreach (var route in ServerEndpoints.Pages(furnished.Own.Server))
        {
            var pattern = "^" + Parameter().Replace(route, match => match.Value.EndsWith("?}", StringComparison.Ordinal) ? "(/[^/]+)?" : "/[^/]+") + "$";
            Assert.True(looked.Any(path => Regex.IsMatch(path, pattern)), $"{route} is in no row");
        }
    }

    [Theory]
    [MemberData(nameof(SignedIn))]
    public async Task A_page_of_the_application_is_fit_to_show(string name, string path)
    {
        await LookAsync(name, path, ColorScheme.Light, signedIn: true);
        await LookAsync(name, path, ColorScheme.Dark, signedIn: true);
    }

    [Theory]
    [MemberData(nameof(SignedOut))]
    public async Task A_page_outside_the_application_is_fit_to_show(string name, string path)
    {
        await LookAsync(name, path, ColorScheme.Light, signedIn: false);
        await LookAsync(name, path, ColorScheme.Dark, signedIn: false);
    }

    private async Task LookAsync(string name, string path, ColorScheme scheme, bool signedIn)
    {
        await using var visit = signedIn ? await furnished.Own.VisitAsync(chromium, scheme: scheme) : await Visit.StartAsync(chromium, furnished.Own.Server.Address, scheme);
        await OpenAsync(visit, name, path);
        Assert.Equal(scheme == ColorScheme.Dark ? "dark" : "light", await visit.Page.Locator("html").GetAttributeAsync("data-theme"));
        await visit.PictureAsync($"{name}-{scheme.ToString().ToLowerInvariant()}");
        Assert.Empty(await Accessibility.FindingsAsync(visit.Page));

        // What does not work yet is not shown.
        Assert.Equal((name, 0), (name, await visit.Page.GetByText("Coming", new() { Exact = true }).CountAsync()));

        await visit.Page.SetViewportSizeAsync(390, 844);
        await visit.PictureAsync($"{name}-narrow-{scheme.ToString().ToLowerInvariant()}");
        Assert.Equal(390, await visit.Page.EvaluateAsync<int>("() => Math.max(390, document.documentElement.scrollWidth)"));
        Assert.Empty(visit.Faults);
    }

    [GeneratedRegex(@"/\{[^}]+\}")]
    private static partial Regex Parameter();
}
