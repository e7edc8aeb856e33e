using Coop.Engine.Editing;
using Coop.Engine.Orgs;
using Coop.Engine.People;
using Coop.Tests.Flow;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Editing;

public sealed class AdminsAtOnceTests
{
    private const string Password = "four unrelated words";

    [Fact]
    public async Task One_admin_is_left()
    {
        await using var server = await TestServer.StartAsync();
        var founded = (await server.Get<OrgFounding>().FoundAsync(new OrgDraft("Acme", "ada@example.com", Password), TestContext.Current.CancellationToken)).Value;
        var client = server.Client(founded.AdminApiKey);
        var admins = await TwoAsync(client, person => server.Get<ISettingStore<Person>>().PutAsync(person with { OrgId = founded.OrgId }));
        await AdminsAtOnce.DemoteAsync(admins, 50, client, client, "one");
        await AdminsAtOnce.RemoveAsync(admins, client, client);
    }

    /// <summary>What one process wrote is looked at by the other inside its transaction: SQLite's lock is the only thing they share.</summary>
    [Fact]
    public async Task One_admin_is_left_also_with_two_processes_on_one_folder()
    {
        using var folder = new TempFolder();
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"]);
        await using var other = await ServerProcess.StartAsync(folder["data"]);
        var (mine, theirs) = (org.At(one).Org, org.At(other).Org);
        string[] admins;
        await using (var room = await StoreRoom.OverAsync(folder["data"]))
        {
            admins = await TwoAsync(mine.Admin, person => room.Get<ISettingStore<Person>>().PutAsync(person with { OrgId = mine.Id }));
        }

        await AdminsAtOnce.DemoteAsync(admins, 100, mine.Admin, theirs.Admin, "two");
        await AdminsAtOnce.RemoveAsync(admins, mine.Admin, theirs.Admin);
    }

    /// <summary>A third process beside them adds the second admin: nobody is made over REST.</summary>
    private static async Task<string[]> TwoAsync<T>(HttpClient client, Func<Person, Task<T>> addAsync)
    {
        await addAsync(new Person(Guid.NewGuid().ToString("n"), "", "grace@example.com", "Grace Hopper", Role.Admin, TimeProvider.System.GetUtcNow()));
        string[] admins = [.. (await AdminsAtOnce.PeopleAsync(client)).Select(person => person.GetProperty("id").GetString()!)];
        Assert.Equal(2, admins.Length);
        return admins;
    }
}
