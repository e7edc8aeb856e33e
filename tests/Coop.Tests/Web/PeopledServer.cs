using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Server.Web;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Web;

/// <summary>A server with an organisation and its admin.</summary>
public sealed class PeopledServer : IAsyncLifetime
{
    internal const string Email = "ada@example.com";
    internal const string Password = "four unrelated words";

    internal TestServer Server { get; private set; } = null!;

    internal string OrgId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync(configure: builder => builder.Services.AddSingleton(new AttemptOptions { AtOnce = 10_000 }));
        var founded = await Server.Get<OrgFounding>().FoundAsync(new OrgDraft("Acme", Email, Password, "Ada Lovelace"), TestContext.Current.CancellationToken);
        OrgId = founded.Value.OrgId;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Somebody of their own for a test that changes them.</summary>
    internal async Task<Person> AddAsync(Role role)
    {
        var id = Guid.NewGuid().ToString("n");
        var person = new Person(id, OrgId, $"{id}@example.com", role.Label(), role, TimeProvider.System.GetUtcNow());
        return await Colleagues.AddAsync(Server.Get<ISettingStore<Person>>(), Server.Get<IAccounts>(), person, Password);
    }

    internal FormVisitor Visitor() => new(Server.Address);

    internal async Task<FormVisitor> SignedInAsync(string email = Email)
    {
        var visitor = Visitor();
        using var answer = await visitor.SignInAsync(email, Password);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }
}
