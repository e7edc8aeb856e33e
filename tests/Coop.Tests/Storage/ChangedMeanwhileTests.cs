using Coop.Engine.Actions;
using Coop.Engine.Items;
using Coop.Engine.Policies;
using Coop.Engine.Problems;
using Coop.Engine.Rules;

namespace Coop.Tests.Storage;

/// <summary>A page that was opened before a colleague saved does not undo what they did.</summary>
public sealed class ChangedMeanwhileTests
{
    public static TheoryData<string> Kinds => ["item types", "actions", "policies"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_changed_since_it_was_read_is_not_replaced(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var page = await Page.OpenAsync(room, kind);
        var stale = await page.AgainAsync();
        Assert.Empty((await page.SaveAsync("Theirs")).Problems);

        var refused = Assert.Single((await stale.SaveAsync("Mine")).Problems);

        Assert.Equal(("resource.changed-meanwhile", ProblemKind.ConcurrentUpdate), (refused.Code, refused.Kind));
        Assert.Contains("'Theirs'", refused.Detail, StringComparison.Ordinal);
        var fresh = await page.AgainAsync();
        Assert.Equal("Theirs", fresh.Name);
        Assert.Empty((await fresh.SaveAsync("Mine after theirs")).Problems);
        Assert.Empty((await stale.ReplaceAsync("Whatever is there")).Problems);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_deleted_since_it_was_read_does_not_come_back(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var page = await Page.OpenAsync(room, kind);
        await page.DeleteAsync();

        Assert.Equal(["resource.not-found"], (await page.SaveAsync("Back")).Problems.Select(problem => problem.Code));
        Assert.Equal(["resource.not-found"], (await page.StoreAsync("Back")).Problems.Select(problem => problem.Code));
        Assert.Equal(["resource.not-found"], (await page.ReplaceAsync("Back")).Problems.Select(problem => problem.Code));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_that_replace_what_they_read_at_once_one_does(string kind)
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var other = await room.ReopenAsync();
        await room.AddOrgAsync();
        var first = await Page.OpenAsync(room, kind);
        Page[] pages = [first, await first.AgainAsync(other)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(each => Task.Run(() => pages[each % 2].StoreAsync($"Name {each}"))));

        Assert.Equal(15, answers.Count(answer => answer.Problems is [{ Kind: ProblemKind.ConcurrentUpdate }]));
        Assert.Equal(answers.Single(answer => answer.Problems.Count == 0).Value, (await first.AgainAsync()).Name);
    }

    [Fact]
    public async Task A_header_value_that_was_changed_counts_as_a_change()
    {
        await using var room = await StoreRoom.OpenAsync();
        await room.AddOrgAsync();
        var store = room.Get<IActionStore>();
        var read = (await store.SaveAsync(Examples.Action("org-1"), null, StoreRoom.Cancel)).Value;
        await store.SaveAsync(read with { CallbackHeaders = read.CallbackHeaders.ToDictionary(header => header.Key, _ => "theirs") }, read, StoreRoom.Cancel);

        Assert.Equal(["resource.changed-meanwhile"], (await store.SaveAsync(read with { Name = "Mine" }, read, StoreRoom.Cancel)).Problems.Select(problem => problem.Code));
    }

    /// <summary>One thing as somebody has it open.</summary>
    /// <param name="SaveAsync">Over what was read, through the feature.</param>
    /// <param name="StoreAsync">The same, straight into the store.</param>
    /// <param name="ReplaceAsync">Over whatever is there.</param>
    /// <param name="Reopen">Opened once more, by this process or another one.</param>
    private sealed record Page(
        string Name, Func<string, Task<Result<string>>> SaveAsync, Func<string, Task<Result<string>>> StoreAsync, Func<string, Task<Result<string>>> ReplaceAsync,
        Func<Task> DeleteAsync, Func<StoreRoom?, Task<Page>> Reopen)
    {
        private const string Org = "org-1";

        public Task<Page> AgainAsync(StoreRoom? room = null) => Reopen(room);

        public static async Task<Page> OpenAsync(StoreRoom room, string kind)
        {
            switch (kind)
            {
                case "item types":
                    await room.Get<IItemTypeStore>().SaveAsync(Examples.ItemType(Org), null, StoreRoom.Cancel);
                    return await ItemTypeAsync(room);
                case "actions":
                    await room.Get<IActionStore>().SaveAsync(Examples.Action(Org), null, StoreRoom.Cancel);
                    return await ActionAsync(room);
                default:
                    await room.Get<IPolicyStore>().SaveAsync(Policy, null, _ => null, StoreRoom.Cancel);
                    return await PolicyAsync(room);
            }
        }

        private static Policy Policy => Examples.Policy(Org) with { ParentId = null };

        private static async Task<Page> ItemTypeAsync(StoreRoom room)
        {
            var store = room.Get<IItemTypeStore>();
            var feature = new ItemTypeFeature(store, room.Get<IRuleStore>(), room.Get<IActionStore>(), room.Time);
            var read = (await store.FindAsync(Org, "type-1", StoreRoom.Cancel))!;
            ItemTypeDraft Draft(string name) => new() { Name = name, Fields = [new ItemFieldDraft { Name = "text", Type = "STRING" }] };
            return new(
                read.Name,
                async name => Text(await feature.ReplaceAsync(Org, read.Id, Draft(name) with { Version = read.Version }, StoreRoom.Cancel), type => type.Name),
                async name => Text(await store.SaveAsync(read with { Name = name, Version = name }, read.Version, StoreRoom.Cancel), type => type.Name),
                async name => Text(await feature.ReplaceAsync(Org, read.Id, Draft(name), StoreRoom.Cancel), type => type.Name),
                () => store.DeleteAsync(Org, read.Id, StoreRoom.Cancel),
                other => ItemTypeAsync(other ?? room));
        }

        private static async Task<Page> ActionAsync(StoreRoom room)
        {
            var store = room.Get<IActionStore>();
            var feature = new ActionFeature(store, room.Get<IRuleStore>(), room.Time);
            var read = (await store.FindAsync(Org, "action-1", StoreRoom.Cancel))!;
            ActionDraft Draft(string name) => new() { Name = name, CallbackUrl = read.CallbackUrl };
            return new(
                read.Name,
                async name => Text(await feature.ReplaceAsync(Org, read.Id, Draft(name), read, StoreRoom.Cancel), action => action.Name),
                async name => Text(await store.SaveAsync(read with { Name = name }, read, StoreRoom.Cancel), action => action.Name),
                async name => Text(await feature.ReplaceAsync(Org, read.Id, Draft(name), read: null, StoreRoom.Cancel), action => action.Name),
                () => store.DeleteAsync(Org, read.Id, StoreRoom.Cancel),
                other => ActionAsync(other ?? room));
        }

        private static async Task<Page> PolicyAsync(StoreRoom room)
        {
            var store = room.Get<IPolicyStore>();
            var feature = new PolicyFeature(store, room.Get<IRuleStore>(), room.Time);
            var read = (await store.FindAsync(Org, Policy.Id, StoreRoom.Cancel))!;
            return new(
                read.Name,
                async name => Text(await feature.ReplaceAsync(Org, read.Id, new PolicyDraft { Name = name }, read, StoreRoom.Cancel), policy => policy.Name),
                async name => Text(await store.SaveAsync(read with { Name = name }, read, _ => null, StoreRoom.Cancel), policy => policy.Name),
                async name => Text(await feature.ReplaceAsync(Org, read.Id, new PolicyDraft { Name = name }, read: null, StoreRoom.Cancel), policy => policy.Name),
                () => store.DeleteAsync(Org, read.Id, StoreRoom.Cancel),
                other => PolicyAsync(other ?? room));
        }

        private static Result<string> Text<T>(Result<T> result, Func<T, string> name) => result.TryGet(out var value) ? name(value) : Result<string>.Refused(result.Problems);
    }
}
