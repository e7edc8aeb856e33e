using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Editing;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Tests.Storage;

/// <summary>What holds for every store of settings, once for each kind.</summary>
public abstract class SettingStoreTests<T>
    where T : class, ISetting<T>
{
    [Fact]
    public async Task What_is_saved_is_read_as_it_was_also_by_another_process()
    {
        await using var room = await OpenAsync();
        var store = Store(room);

        var saved = (await store.PutAsync(Example("org-1", "id-1", "Name"))).Value;

        await using var later = await room.ReopenAsync();
        Assert.Equal(Whole.Text(saved), Whole.Text(await Store(later).FindAsync("org-1", "id-1", StoreRoom.Cancel)));
        Assert.Equal(Whole.Text(saved), Whole.Text((await Store(later).ListAsync("org-1", StoreRoom.Cancel)).Single(one => one.Value.Id == "id-1")));
        Assert.Equal(Whole.Text(Example("org-1", "id-1", "Name").Stamped(saved.Version, saved.ChangedAt)), Whole.Text(saved.Value));
        Assert.Equal((StoreRoom.Start, "tester"), (saved.ChangedAt, saved.ChangedBy));
    }

    [Fact]
    public async Task Every_change_makes_a_version_that_was_never_there()
    {
        await using var room = await OpenAsync();
        var store = Store(room);
        List<string> versions = [];
        for (var each = 0; each < 5; each++)
        {
            // Also when the clock stands still, or goes back.
            versions.Add((await store.PutAsync(Example("org-1", "id-1", $"Name {each}"))).Value.Version);
        }

        Assert.Equal(versions.Distinct().Order(StringComparer.Ordinal), versions);
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_not_replaced_and_the_refusal_says_what_happened()
    {
        await using var room = await OpenAsync();
        await using var other = await room.ReopenAsync();
        var read = (await Store(room).PutAsync(Example("org-1", "id-1", "Name"))).Value;
        var theirs = (await Store(other).PutAsync(Example("org-1", "id-1", "Theirs"))).Value;

        var refused = Assert.Single((await Store(room).PutAsync(Example("org-1", "id-1", "Mine"), read.Version)).Problems);

        Assert.Equal(("resource.changed-meanwhile", ProblemKind.ConcurrentUpdate), (refused.Code, refused.Kind));
        Assert.Contains("'Theirs'", refused.Detail, StringComparison.Ordinal);
        Assert.Equal((theirs.Version, theirs.ChangedAt), (refused.Meanwhile!.Version, refused.Meanwhile.At));
        Assert.Equal(["name"], refused.Meanwhile.Members);
        Assert.Single((await Store(room).RemoveAsync("org-1", "id-1", read.Version)).Problems);
        Assert.Equal("Theirs", (await Store(room).FindAsync("org-1", "id-1", StoreRoom.Cancel))!.Value.Name);
        Assert.Empty((await Store(room).PutAsync(Example("org-1", "id-1", "Mine after theirs"), theirs.Version)).Problems);
    }

    [Fact]
    public async Task What_was_deleted_since_it_was_read_does_not_come_back()
    {
        await using var room = await OpenAsync();
        var store = Store(room);
        var read = (await store.PutAsync(Example("org-1", "id-1", "Name"))).Value;

        Assert.Equal(Whole.Text(read), Whole.Text((await store.RemoveAsync("org-1", "id-1")).Value));

        Assert.Equal(["resource.not-found"], (await store.PutAsync(Example("org-1", "id-1", "Back"), read.Version)).Problems.Select(problem => problem.Code));
        Assert.Equal(["resource.not-found"], (await store.RemoveAsync("org-1", "id-1")).Problems.Select(problem => problem.Code));
        Assert.Null(await store.FindAsync("org-1", "id-1", StoreRoom.Cancel));
    }

    [Fact]
    public async Task Of_many_that_replace_what_they_read_at_once_one_does()
    {
        await using var room = await OpenAsync();
        await using var other = await room.ReopenAsync();
        ISettingStore<T>[] stores = [Store(room), Store(other)];
        var read = (await stores[0].PutAsync(Example("org-1", "id-1", "Name"))).Value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(each => Task.Run(() => stores[each % 2].PutAsync(Example("org-1", "id-1", $"Name {each}"), read.Version))));

        Assert.Equal(15, answers.Count(answer => answer.Problems is [{ Kind: ProblemKind.ConcurrentUpdate }]));
        Assert.Equal(answers.Single(answer => answer.Problems.Count == 0).Value.Value.Name, (await stores[0].FindAsync("org-1", "id-1", StoreRoom.Cancel))!.Value.Name);
    }

    [Fact]
    public async Task A_name_can_be_had_once_in_an_organisation_and_by_each_organisation()
    {
        await using var room = await OpenAsync();
        await room.AddOrgAsync("org-2");
        await room.FurnishAsync("org-2");
        var store = Store(room);
        await store.PutAsync(Example("org-1", "id-1", "Name"));

        var problem = Assert.Single((await store.PutAsync(Example("org-1", "id-2", "Name"))).Problems);

        Assert.Equal(("resource.name-taken", ProblemKind.NameTaken), (problem.Code, problem.Kind));
        Assert.Contains("'Name'", problem.Detail, StringComparison.Ordinal);
        Assert.Empty((await store.PutAsync(Example("org-2", "id-2", "Name"))).Problems);
        Assert.Null(await store.FindAsync("org-1", "id-2", StoreRoom.Cancel));
    }

    [Fact]
    public async Task Of_many_that_want_a_name_at_once_one_gets_it()
    {
        await using var room = await OpenAsync();
        await using var other = await room.ReopenAsync();
        ISettingStore<T>[] stores = [Store(room), Store(other)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(each => Task.Run(() => stores[each % 2].PutAsync(Example("org-1", $"id-{each}", "Name")))));

        Assert.Equal(15, answers.Count(answer => answer.Problems is [{ Kind: ProblemKind.NameTaken }]));
        Assert.Single(await stores[0].ListAsync("org-1", StoreRoom.Cancel), one => one.Value.Name == "Name");
    }

    [Fact]
    public async Task Another_organisation_sees_and_deletes_nothing()
    {
        await using var room = await OpenAsync();
        await room.AddOrgAsync("org-2");
        await room.FurnishAsync("org-2");
        var store = Store(room);
        await store.PutAsync(Example("org-1", "id-1", "Name"));

        Assert.Null(await store.FindAsync("org-2", "id-1", StoreRoom.Cancel));
        Assert.DoesNotContain(await store.ListAsync("org-2", StoreRoom.Cancel), one => one.Value.Id == "id-1");
        Assert.NotEmpty((await store.RemoveAsync("org-2", "id-1")).Problems);
        await store.PutAsync(Example("org-2", "id-1", "Written over?"));
        Assert.Equal("Name", (await store.FindAsync("org-1", "id-1", StoreRoom.Cancel))!.Value.Name);
    }

    [Fact]
    public async Task A_kept_list_gives_way_to_every_change_also_to_that_of_another_process()
    {
        await using var room = await OpenAsync();
        await using var elsewhere = await room.ReopenAsync();
        var (here, there) = (Store(room), Store(elsewhere));
        var before = (await here.ListAsync("org-1", StoreRoom.Cancel)).Count;

        await here.PutAsync(Example("org-1", "id-1", "A name"));
        var first = await here.ListAsync("org-1", StoreRoom.Cancel);
        Assert.Same(first, await here.ListAsync("org-1", StoreRoom.Cancel));
        Assert.Equal(before + 1, (await there.ListAsync("org-1", StoreRoom.Cancel)).Count);

        await there.PutAsync(Example("org-1", "id-2", "Another"));
        var second = await here.ListAsync("org-1", StoreRoom.Cancel);
        Assert.Equal(before + 2, second.Count);
        Assert.Equal(second.Select(one => one.Value.Name).Order(StringComparer.Ordinal), second.Select(one => one.Value.Name));
        // What did not change is not even read again.
        Assert.Same(first.Single(one => one.Value.Id == "id-1"), second.Single(one => one.Value.Id == "id-1"));
        await here.PutAsync(Example("org-1", "id-1", "Changed"));
        Assert.Single(await there.ListAsync("org-1", StoreRoom.Cancel), one => one.Value.Name == "Changed");
        await there.RemoveAsync("org-1", "id-1");
        Assert.DoesNotContain(await here.ListAsync("org-1", StoreRoom.Cancel), one => one.Value.Id == "id-1");
    }

    protected abstract T Example(string orgId, string id, string name);

    private protected static ISettingStore<T> Store(StoreRoom room) => room.Get<ISettingStore<T>>();

    private static async Task<StoreRoom> OpenAsync()
    {
        var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        await room.FurnishAsync();
        return room;
    }
}

public sealed class ItemTypeStoreTests : SettingStoreTests<ItemType>
{
    protected override ItemType Example(string orgId, string id, string name) => Examples.ItemType(orgId, id, name);
}

public sealed class ActionStoreTests : SettingStoreTests<ModerationAction>
{
    protected override ModerationAction Example(string orgId, string id, string name) => Examples.Action(orgId, id, name);

    [Fact]
    public async Task A_header_value_that_was_changed_counts_as_a_change_and_is_not_shown()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var read = (await Store(room).PutAsync(Examples.Action("org-1"))).Value;
        await Store(room).PutAsync(read.Value with { CallbackHeaders = read.Value.CallbackHeaders.ToDictionary(header => header.Key, _ => "theirs") });

        var refused = Assert.Single((await Store(room).PutAsync(read.Value with { Name = "Mine" }, read.Version)).Problems);

        Assert.Equal(["callbackHeaders"], refused.Meanwhile!.Members);
        Assert.DoesNotContain("theirs", refused.Detail, StringComparison.Ordinal);
    }
}

public sealed class PolicyStoreTests : SettingStoreTests<Policy>
{
    protected override Policy Example(string orgId, string id, string name) => Examples.Policy(orgId, id, name);
}

public sealed class BankStoreTests : SettingStoreTests<MatchingBank>
{
    protected override MatchingBank Example(string orgId, string id, string name) => Examples.Bank(orgId, id, name);
}

public sealed class RuleStoreTests : SettingStoreTests<Rule>
{
    protected override Rule Example(string orgId, string id, string name) => Examples.Rule(orgId, id, name);
}
