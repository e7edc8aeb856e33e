using Coop.Engine.Actions;
using Coop.Engine.Banks;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Tests.Storage;

/// <summary>What holds for every store of things with a name, once for each of them.</summary>
public sealed class NamedStoreTests
{
    public static TheoryData<string> Kinds => ["item types", "actions", "policies", "rules", "banks"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_saved_record_is_loaded_as_it_was(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = Door.Of(room, kind);
        await room.AddOrgAsync();

        var saved = await store.SaveAsync("org-1", "id-1", "Name");

        await using var later = await room.ReopenAsync();
        Assert.Equal(saved.Value, await Door.Of(later, kind).FindAsync("org-1", "id-1"));
        Assert.Equal([saved.Value], await store.ListAsync("org-1"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Saving_again_replaces(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = Door.Of(room, kind);
        await room.AddOrgAsync();
        await store.SaveAsync("org-1", "id-1", "Name");

        var again = await store.SaveAsync("org-1", "id-1", "Other name");

        Assert.Equal([again.Value], await store.ListAsync("org-1"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_name_can_be_had_once_in_an_organisation_and_by_each_organisation(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = Door.Of(room, kind);
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        await store.SaveAsync("org-1", "id-1", "Name");

        var second = await store.SaveAsync("org-1", "id-2", "Name");
        var elsewhere = await store.SaveAsync("org-2", "id-2", "Name");

        var problem = Assert.Single(second.Problems);
        Assert.Equal(ProblemKind.NameTaken, problem.Kind);
        Assert.Matches("^[a-z-]+[.]name-taken$", problem.Code);
        Assert.Contains("'Name'", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Problems);
        Assert.Single(await store.ListAsync("org-1"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_that_want_a_name_at_once_one_gets_it(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        var stores = new[] { Door.Of(room, kind), Door.Of(other, kind) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 2].SaveAsync("org-1", $"id-{i}", "Name"))));

        Assert.Equal(15, answers.Count(answer => answer.Problems is [{ Kind: ProblemKind.NameTaken }]));
        Assert.Single(await stores[0].ListAsync("org-1"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Another_organisation_sees_and_deletes_nothing(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = Door.Of(room, kind);
        await room.AddOrgAsync();
        await room.AddOrgAsync("org-2");
        await store.SaveAsync("org-1", "id-1", "Name");

        Assert.Null(await store.FindAsync("org-2", "id-1"));
        Assert.Empty(await store.ListAsync("org-2"));
        Assert.False(await store.DeleteAsync("org-2", "id-1"));
        await store.SaveAsync("org-2", "id-1", "Written over?");
        Assert.Contains("\"Name\"", await store.FindAsync("org-1", "id-1"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Deleting_says_whether_there_was_something(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        var store = Door.Of(room, kind);
        await room.AddOrgAsync();
        await store.SaveAsync("org-1", "id-1", "Name");

        Assert.True(await store.DeleteAsync("org-1", "id-1"));
        Assert.False(await store.DeleteAsync("org-1", "id-1"));
        Assert.Null(await store.FindAsync("org-1", "id-1"));
    }

    /// <summary>Records as JSON text, which compares whole.</summary>
    private sealed record Door(
        Func<string, string, string, Task<Result<string>>> SaveAsync, Func<string, string, Task<string?>> FindAsync,
        Func<string, Task<IReadOnlyList<string>>> ListAsync, Func<string, string, Task<bool>> DeleteAsync)
    {
        public static Door Of(StoreRoom room, string kind)
        {
            var cancel = StoreRoom.Cancel;
            switch (kind)
            {
                case "item types":
                    var types = room.Get<IItemTypeStore>();
                    return new(
                        async (org, id, name) => Text(await types.SaveAsync(Examples.ItemType(org, id, name), null, cancel)),
                        async (org, id) => Text(await types.FindAsync(org, id, cancel)),
                        async org => Texts(await types.ListAsync(org, cancel)), (org, id) => types.DeleteAsync(org, id, cancel));
                case "actions":
                    var actions = room.Get<IActionStore>();
                    return new(
                        async (org, id, name) => Text(await actions.SaveAsync(Examples.Action(org, id, name), null, cancel)),
                        async (org, id) => Text(await actions.FindAsync(org, id, cancel)),
                        async org => Texts(await actions.ListAsync(org, cancel)), (org, id) => actions.DeleteAsync(org, id, cancel));
                case "policies":
                    var policies = room.Get<IPolicyStore>();
                    return new(
                        async (org, id, name) => Text(await policies.SaveAsync(Examples.Policy(org, id, name), null, _ => null, cancel)),
                        async (org, id) => Text(await policies.FindAsync(org, id, cancel)),
                        async org => Texts(await policies.ListAsync(org, cancel)), (org, id) => policies.DeleteAsync(org, id, cancel));
                case "rules":
                    var rules = room.Get<IRuleStore>();
                    return new(
                        async (org, id, name) => Text(await rules.SaveAsync(Examples.Rule(org, id, name), null, cancel)),
                        async (org, id) => Text(await rules.FindAsync(org, id, cancel)),
                        async org => Texts(await rules.ListAsync(org, cancel)), (org, id) => rules.DeleteAsync(org, id, Examples.Rule(org, id).Version, cancel));
                default:
                    var banks = room.Get<IBankStore>();
                    return new(
                        async (org, id, name) => Text(await banks.SaveAsync(Examples.Bank(org, id, name), cancel)),
                        async (org, id) => Text(await banks.FindAsync(org, id, cancel)),
                        async org => Texts(await banks.ListAsync(org, cancel)), (org, id) => banks.DeleteAsync(org, id, cancel));
            }
        }

        private static Result<string> Text<T>(Result<T> result) =>
            result.TryGet(out var value) ? Whole.Text(value) : Result<string>.Refused(result.Problems);

        private static string? Text<T>(T? value) => value is null ? null : Whole.Text(value);

        private static IReadOnlyList<string> Texts<T>(IReadOnlyList<T> values) => [.. values.Select(value => Whole.Text(value))];
    }
}
