using System.Net;
using Coop.Engine.Editing;
using Coop.Engine.People;
using Coop.Server.Access;
using Coop.Tests.Support;

namespace Coop.Tests.Web;

/// <summary>What a browser is told about our pages, and which forms it may send.</summary>
public sealed class PageSecurityTests(PeopledServer people) : IClassFixture<PeopledServer>
{
    private const string Stale = "This page is out of date";

    [Theory]
    [InlineData("/login")]
    [InlineData("/join/none")]
    [InlineData("/first-run")]
    [InlineData("/account")]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/settings/users")]
    [InlineData("/nothing/here")]
    public async Task Every_page_forbids_what_it_does_not_need(string path)
    {
        using var visitor = await people.SignedInAsync();
        using var answer = await visitor.Client.Get(path);

        var policy = Header(answer, "Content-Security-Policy").Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.StartsWith("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_API_runs_only_scripts_of_ours_each_answer_with_another_nonce()
    {
        using var client = people.Server.Stranger();
        using var first = await client.Get("/api/");
        using var second = await client.Get("/api/");

        var policy = Header(first, "Content-Security-Policy");
        Assert.Matches("script-src 'self' 'nonce-[0-9A-F]{32}';", policy);
        Assert.DoesNotContain("unsafe-inline", policy.Split("style-src")[0], StringComparison.Ordinal);
        Assert.NotEqual(policy, Header(second, "Content-Security-Policy"));
    }

    [Fact]
    public async Task Cookies_that_sign_in_are_kept_from_scripts_and_other_sites()
    {
        using var plain = people.Visitor();
        using var answer = await plain.SignInAsync(PeopledServer.Email, PeopledServer.Password);
        var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("coop-session=", StringComparison.Ordinal));
        Assert.Contains("; httponly", session, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", session, StringComparison.Ordinal);
        using var page = await people.Visitor().Client.Get("/login");
        var antiforgery = Assert.Single(page.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("coop-antiforgery=", StringComparison.Ordinal));
        Assert.Contains("; httponly", antiforgery, StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", antiforgery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_is_answered_in_words()
    {
        using var stranger = people.Visitor();
        using var somebody = await people.SignedInAsync();
        foreach (var (visitor, path, handler) in new[]
        {
            (stranger, "/login", "sign-in"), (stranger, "/first-run", "first-run"), (stranger, "/join/none", "join"),
            (somebody, "/account", "name"), (somebody, "/account", "password"), (somebody, "/logout", "none"),
        })
        {
            using var answer = await visitor.SendAsync(path, new() { ["_handler"] = handler }, ("email", PeopledServer.Email), ("password", PeopledServer.Password), ("name", "Mallory"));
            Assert.Equal((path, HttpStatusCode.BadRequest, "text/html"), (path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(Stale, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Mallory", await somebody.Client.Text("/account"), StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.Cookies, cookie => cookie.Name == Session.CookieName);
    }

    [Fact]
    public async Task A_form_opened_before_signing_in_elsewhere_is_refused_with_a_link_onwards()
    {
        using var visitor = people.Visitor();
        var other = await visitor.OpenFormAsync("/login");
        (await visitor.SignInAsync(PeopledServer.Email, PeopledServer.Password)).Dispose();

        using var stale = await visitor.SendAsync("/login", other, ("email", PeopledServer.Email), ("password", PeopledServer.Password));

        var page = await stale.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, stale.StatusCode);
        Assert.Contains(Stale, page, StringComparison.Ordinal);
        Assert.Contains("href=\"/dashboard\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Client.Get("/dashboard")).StatusCode);
    }

    [Theory]
    [InlineData("/dashboard/settings/users?x=1", "/dashboard/settings/users?x=1")]
    [InlineData("//evil.example", "/dashboard")]
    [InlineData("/\\evil.example", "/dashboard")]
    [InlineData("https://evil.example", "/dashboard")]
    [InlineData("", "/dashboard")]
    public async Task Signing_in_leads_where_one_wanted_to_go_and_never_elsewhere(string wanted, string led)
    {
        using var visitor = people.Visitor();
        using var answer = await visitor.SignInAsync(PeopledServer.Email, PeopledServer.Password, "/login?returnUrl=" + Uri.EscapeDataString(wanted));
        Assert.Equal((HttpStatusCode.Redirect, led), (answer.StatusCode, new Uri(people.Server.Address, answer.Headers.Location!).PathAndQuery));
    }

    [Fact]
    public async Task A_page_is_shown_to_nobody_whose_session_was_ended_a_moment_ago()
    {
        var ada = await people.AddAsync(Role.Analyst);
        using var owner = await people.SignedInAsync(ada.Email);
        using var copied = people.Visitor();
        copied.Take(owner.Cookies);
        using (var shown = await copied.Client.Get("/account"))
        {
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }

        (await owner.FillInAsync("/account", "password", ("current", PeopledServer.Password), ("password", "quite another one"))).Dispose();
        using var refused = await copied.Client.Get("/account");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal("/login", new Uri(people.Server.Address, refused.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task A_session_that_is_over_renews_itself_by_nothing_it_does_on_the_account_page()
    {
        var ada = await people.AddAsync(Role.Analyst);
        using var owner = await people.SignedInAsync(ada.Email);
        using var thief = people.Visitor();
        thief.Take(owner.Cookies);
        (await thief.Client.Get("/account")).Dispose();
        var stolen = thief.Cookies;
        var (name, password) = (await thief.OpenFormAsync("/account", "name"), await thief.OpenFormAsync("/account", "password"));

        using var changed = await owner.FillInAsync("/account", "password", ("current", PeopledServer.Password), ("password", "quite another one"));
        Assert.Equal("/account?saved=password", new Uri(people.Server.Address, changed.Headers.Location!).PathAndQuery);

        foreach (var (form, fields) in new[] { (name, new[] { ("name", "Mallory") }), (password, [("current", "quite another one"), ("password", "one of Mallory's")]) })
        {
            using var refused = await thief.SendAsync("/account", form, fields);
            Assert.Equal((HttpStatusCode.Redirect, "/login"), (refused.StatusCode, new Uri(people.Server.Address, refused.Headers.Location!).AbsolutePath));
            Assert.DoesNotContain(thief.Cookies, cookie => cookie.Name == Session.CookieName);
            thief.Take(stolen);
        }

        Assert.Equal(ada, await people.Server.Get<ISettingStore<Person>>().FindValueAsync(ada.OrgId, ada.Id, TestContext.Current.CancellationToken));
        using var again = await people.Visitor().SignInAsync(ada.Email, "quite another one");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task Ones_own_name_changes_and_the_session_goes_on_under_it()
    {
        var ada = await people.AddAsync(Role.Analyst);
        using var visitor = await people.SignedInAsync(ada.Email);

        using var refused = await visitor.FillInAsync("/account", "name", ("name", "  "));
        Assert.Contains(PeopleProblems.NameRequired.Detail!, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var renamed = await visitor.FillInAsync("/account", "name", ("name", "Grace Hopper"));
        Assert.Equal("/account?saved=name", new Uri(people.Server.Address, renamed.Headers.Location!).PathAndQuery);
        Assert.Contains("Account of Grace Hopper", await visitor.Client.Text("/dashboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_once_its_owner_signed_out()
    {
        var ada = await people.AddAsync(Role.Admin);
        using var owner = await people.SignedInAsync(ada.Email);
        using var thief = people.Visitor();
        thief.Take(owner.Cookies);
        Assert.Equal(HttpStatusCode.OK, (await thief.Client.Get("/api/v1/admin/rules")).StatusCode);

        using var left = await owner.SendAsync("/logout", await owner.OpenFormAsync("/account", "name"));

        Assert.Equal((HttpStatusCode.Redirect, "/login"), (left.StatusCode, left.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Client.Get("/api/v1/admin/rules")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.Client.Get("/account")).StatusCode);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
