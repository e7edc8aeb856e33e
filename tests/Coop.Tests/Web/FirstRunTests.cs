using System.Net;
using System.Text.RegularExpressions;
using Coop.Engine.ApiKeys;
using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Server.People;
using Coop.Tests.Support;

namespace Coop.Tests.Web;

/// <summary>The set-up form as it travels.</summary>
public sealed partial class FirstRunTests
{
    private static readonly (string, string)[] Good =
        [("organisation", "Acme"), ("name", "Ada Lovelace"), ("email", "ada@example.com"), ("password", "four unrelated words")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_submits_at_once_found_one_organisation_without_keys_that_nobody_holds()
    {
        await using var server = await TestServer.StartAsync();
        var link = "/first-run?token=" + server.Get<FirstRunToken>().Secret;
        using var visitor = new FormVisitor(server.Address);
        var form = await visitor.OpenFormAsync(link);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visitor.SendAsync(link, form, Good)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        var org = Assert.Single(await server.Get<IOrgStore>().ListAsync(Cancel));
        Assert.Equal(("ada@example.com", "Ada Lovelace", Role.Admin), Assert.Single((await server.Get<ISettingStore<Person>>().ListValuesAsync(org.Id, Cancel)).Select(person => (person.Email, person.Name, person.Role))));
        Assert.Empty(await server.Get<ISettingStore<ApiKey>>().ListAsync(org.Id, Cancel));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Client.Get("/dashboard")).StatusCode);
        Assert.Equal(("people.set-up-already", "Already set up"), await RefusalAsync(visitor, link));
    }

    [Fact]
    public async Task A_wrong_token_founds_nothing_and_every_mistake_is_told_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var link = "/first-run?token=" + server.Get<FirstRunToken>().Secret;
        using var visitor = new FormVisitor(server.Address);
        var form = await visitor.OpenFormAsync(link);

        foreach (var wrong in new[] { "/first-run?token=" + new string('0', 64), "/first-run?token=", "/first-run" })
        {
            using var refused = await visitor.SendAsync(wrong, form, Good);
            Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
            Assert.Equal(("people.set-up-token-wrong", "Set-up link not valid"), await RefusalAsync(visitor, wrong));
        }

        using var mistaken = await visitor.SendAsync(link, form, ("organisation", " "), ("name", "\u0007"), ("email", "nobody"), ("password", "short"));
        var page = await mistaken.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(4, page.Split("field-problem").Length - 1);
        Assert.Empty(await server.Get<IOrgStore>().ListAsync(Cancel));
    }

    /// <summary>The code and the heading of the page that refuses.</summary>
    private static async Task<(string Code, string Heading)> RefusalAsync(FormVisitor visitor, string link)
    {
        var refused = Refused().Match(await visitor.Client.Text(link));
        return (refused.Groups[1].Value, refused.Groups[2].Value);
    }

    [GeneratedRegex("""<h1 data-problem="([^"]*)"><bdi>([^<]*)</bdi></h1>""")]
    private static partial Regex Refused();
}
