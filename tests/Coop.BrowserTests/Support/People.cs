using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.People;

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

    /// <returns>The e-mail address.</returns>
    public static async Task<string> AddAsync(WebServer server, string orgId, Role role, string? address = null)
    {
        var email = address ?? $"{role.ToString().ToLowerInvariant()}@example.com";
        var person = new Person(Guid.NewGuid().ToString("n"), orgId, email, role.Label(), role, TimeProvider.System.GetUtcNow());
        Assert.Empty((await server.Get<ISettingStore<Person>>().ChangeAsync(SettingEdit<Person>.Create("", person), TestContext.Current.CancellationToken)).Problems);
        Assert.Empty((await server.Get<IAccounts>().ResetPasswordAsync(email, Password, TestContext.Current.CancellationToken)).Problems);
        return email;
    }
}

/// <param name="Email">The admin's.</param>
internal sealed record Inhabited(string OrgId, string Email, string ApiKey, string AdminApiKey);
