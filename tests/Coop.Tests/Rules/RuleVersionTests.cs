using System.Net;
using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Tests.Server;
using Coop.Tests.Storage;
using Coop.Tests.Support;

namespace Coop.Tests.Rules;

/// <summary>Two people who change one rule do not lose each other's work.</summary>
public sealed class RuleVersionTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Rules = "/api/v1/admin/rules";

    [Fact]
    public async Task A_rule_that_was_changed_since_it_was_read_is_not_replaced()
    {
        var moderation = new Moderation(await fixture.Server.CreateOrgAsync());
        var one = $"{Rules}/{await moderation.RuleAsync("Spam", await moderation.PostTypeAsync(), [])}";
        var admin = moderation.Org.Admin;
        var read = (await admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetRawText();

        var first = await admin.PutJsonAsync(one, read.Replace("\"Spam\"", "\"First\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.OK);
        var refused = await admin.PutJsonAsync(one, read.Replace("\"Spam\"", "\"Second\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.Conflict);
        Assert.Equal(["/errors/concurrent-update-conflict", "/errors/conflict"], refused.GetProperty("errors")[0].GetProperty("type").EnumerateArray().Select(type => type.GetString()!));
        Assert.Equal("rule.changed-meanwhile", refused.FirstCode());
        Assert.Contains("'First'", refused.FirstDetail(), StringComparison.Ordinal);
        Assert.Equal("First", (await admin.Get(one).ExpectAsync(HttpStatusCode.OK)).GetProperty("name").GetString());

        // Read again, or without a version, it goes through.
        await admin.PutJsonAsync(one, first.GetRawText().Replace("\"First\"", "\"Third\"", StringComparison.Ordinal)).ExpectAsync(HttpStatusCode.OK);
        var whatever = JsonElement.Parse(read).EnumerateObject().Where(member => member.Name != "version").ToDictionary(member => member.Name, member => member.Value);
        await admin.PutJsonAsync(one, JsonSerializer.Serialize(whatever)).ExpectAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_that_replace_one_version_at_once_one_does()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        var read = Examples.Rule("org-1");
        IRuleStore[] stores = [room.Get<IRuleStore>(), other.Get<IRuleStore>()];
        await stores[0].SaveAsync(read, null, StoreRoom.Cancel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 2].SaveAsync(read with { Name = $"Name {i}", Version = $"v{i}" }, read.Version, StoreRoom.Cancel))));

        Assert.Equal(15, answers.Count(answer => answer.Problems is [{ Kind: ProblemKind.ConcurrentUpdate }]));
        var kept = (await stores[0].FindAsync("org-1", read.Id, StoreRoom.Cancel))!;
        Assert.Equal(answers.Single(answer => answer.Problems.Count == 0).Value.Name, kept.Name);
        Assert.False(await stores[1].DeleteAsync("org-1", read.Id, read.Version, StoreRoom.Cancel));
        Assert.True(await stores[1].DeleteAsync("org-1", read.Id, kept.Version, StoreRoom.Cancel));
        Assert.Equal(["resource.not-found"], (await stores[0].SaveAsync(read, kept.Version, StoreRoom.Cancel)).Problems.Select(problem => problem.Code));
    }
}
