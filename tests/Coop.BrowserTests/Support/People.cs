using Coop.Engine.Orgs;

namespace Coop.BrowserTests.Support;

/// <summary>Organisations and their people, founded the way the command line founds them.</summary>
internal static class People
{
    public const string Password = "four unrelated words";

    public static async Task<Inhabited> FoundAsync(WebServer server, string name = "Acme", string email = "ada@example.com")
    {
        var founded = (await server.Get<OrgFounding>().FoundAsync(new OrgDraft(name, email, Password, "Ada Lovelace"), TestContext.Current.CancellationToken)).Value;
        return new Inhabited(founded.OrgId, email, founded.ApiKey, founded.AdminApiKey);
    }
}

/// <param name="Email">The admin's.</param>
internal sealed record Inhabited(string OrgId, string Email, string ApiKey, string AdminApiKey);
