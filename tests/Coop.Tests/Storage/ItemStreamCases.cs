using System.Text.Json;
using Coop.Engine.Flow;

namespace Coop.Tests.Storage;

/// <summary>What the flow relies on, whatever database is behind the port.</summary>
public abstract class ItemStreamCases
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private protected abstract Task<StoreRoom> OpenAsync();

    [Fact]
    public async Task An_item_is_received_as_it_was_appended_oldest_first()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "a", "b");
        await stream.AppendAsync([Examples.Submission("org-1", "c") with { RequestId = null }], lease: null, StoreRoom.Cancel);

        var first = await ReceiveAsync(room, 2);
        var rest = await ReceiveAsync(room, 9);

        Assert.Equal([Examples.Id("a"), Examples.Id("b")], first.Select(item => item.Submission.Id));
        Assert.Equal([Examples.Id("c")], rest.Select(item => item.Submission.Id));
        Assert.All(first, item => Assert.Equal((1, 0, false, null), (item.Attempt, item.Trials, item.IsSuspect, item.Running)));
        Assert.True(first[0].Sequence < first[1].Sequence && first[1].Sequence < rest[0].Sequence);
        Assert.Equal(3, Assert.Single(await stream.BacklogAsync(StoreRoom.Cancel)).Waiting);
    }

    [Fact]
    public async Task Another_process_receives_every_byte_of_it()
    {
        await using var room = await RoomAsync();
        await AppendAsync(room, "a");
        await using var other = await room.ReopenAsync();

        var received = Assert.Single(await ReceiveAsync(other, 9)).Submission;

        var appended = Examples.Submission("org-1", "a");
        Assert.Equal(appended.Content.ToArray(), received.Content.ToArray());
        Assert.Equal(appended with { Content = default }, received with { Content = default });
    }

    [Fact]
    public async Task A_batch_is_appended_whole_or_not_at_all_and_others_in_the_same_commit_do_not_mind()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "there already");

        var appends = Enumerable.Range(0, 50).Select(i => stream.AppendAsync(
            i % 5 == 0
                ? [Examples.Submission("org-1", $"lost-{i}"), Examples.Submission("org-1", "there already")]
                : [Examples.Submission("org-1", $"kept-{i}")],
            lease: null,
            StoreRoom.Cancel)).ToList();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(10, appends.Count(append => append.IsFaulted));
        var received = await ReceiveAsync(room, 100);
        var kept = Enumerable.Range(0, 50).Where(i => i % 5 != 0).Select(i => Examples.Id($"kept-{i}")).Append(Examples.Id("there already"));
        Assert.Equal(kept.Order(), received.Select(item => item.Submission.Id).Order());
    }

    [Fact]
    public async Task A_share_takes_of_its_organisation_only_and_no_more_than_it_says()
    {
        await using var room = await RoomAsync();
        await room.AddOrgAsync("org-2");
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "a", "b", "c");
        await stream.AppendAsync([Examples.Submission("org-2", "x"), Examples.Submission("org-2", "y")], lease: null, StoreRoom.Cancel);

        var shares = await stream.ReceiveAsync([new OrgShare("org-2", 1), new OrgShare("org-1", 2), new OrgShare("org-3", 9)], Lease, StoreRoom.Cancel);
        var received = shares.SelectMany(org => org.Items).ToList();
        Assert.Equal([("org-2", true), ("org-1", true), ("org-3", false)], shares.Select(org => (org.OrgId, org.MayBeMore)));

        Assert.Equal([Examples.Id("x"), Examples.Id("a"), Examples.Id("b")], received.Select(item => item.Submission.Id));
        var backlog = (await stream.BacklogAsync(StoreRoom.Cancel)).OrderBy(org => org.OrgId, StringComparer.Ordinal);
        Assert.Equal([new OrgBacklog("org-1", 1, 3, StoreRoom.Start), new OrgBacklog("org-2", 1, 2, StoreRoom.Start)], backlog);
    }

    [Fact]
    public async Task A_share_ends_before_what_is_too_large_for_it_unless_it_may_take_one_of_any_size()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        List<string> names = ["a", "b", "large", "c"];
        var submissions = names.ConvertAll(name => Examples.Submission("org-1", name, name));
        submissions[2] = submissions[2] with { Content = JsonSerializer.SerializeToUtf8Bytes(new { text = new string('x', 10_000) }) };
        await stream.AppendAsync(submissions, lease: null, StoreRoom.Cancel);
        var small = submissions[0].Size;

        var large = submissions[2].Size;
        Assert.Equal(("a", true, small), await NamesAsync(new OrgShare("org-1", 9, (2 * small) - 1)));
        Assert.Equal(("", true, small), await NamesAsync(new OrgShare("org-1", 9, small - 1)));
        Assert.Equal(("b", true, large), await NamesAsync(new OrgShare("org-1", 9, 5 * small)));
        Assert.Equal(("", true, large), await NamesAsync(new OrgShare("org-1", 9, 5 * small)));
        Assert.Equal(("large", true, small), await NamesAsync(new OrgShare("org-1", 9, 5 * small, TakesAny: true)));
        Assert.Equal(("c", false, 0), await NamesAsync(new OrgShare("org-1", 9, 5 * small)));

        async Task<(string, bool, long)> NamesAsync(OrgShare share)
        {
            var org = Assert.Single(await stream.ReceiveAsync([share], Lease, StoreRoom.Cancel));
            return (string.Join(" ", org.Items.Select(item => item.Submission.ItemId)), org.MayBeMore, org.NextSize);
        }
    }

    [Fact]
    public async Task Who_appends_with_a_lease_holds_them_and_who_prolongs_it_goes_on_holding()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        var held = await stream.AppendAsync([Examples.Submission("org-1", "b"), Examples.Submission("org-1", "a")], Lease, StoreRoom.Cancel);
        Assert.Equal([Examples.Id("b"), Examples.Id("a")], held.Select(item => item.Submission.Id));
        Assert.Empty(await ReceiveAsync(room, 9));
        room.Time.Advance(Lease - TimeSpan.FromSeconds(1));

        await stream.ExtendAsync([held[0]], Lease, StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([Examples.Id("a")], (await ReceiveAsync(room, 9)).Select(item => item.Submission.Id));
    }

    [Fact]
    public async Task What_a_killed_process_held_is_received_again_after_its_lease_as_a_suspect()
    {
        await using var room = await RoomAsync();
        await AppendAsync(room, "a");
        var killed = Assert.Single(await ReceiveAsync(room, 9));
        await using var restarted = await room.ReopenAsync();
        Assert.Empty(await ReceiveAsync(restarted, 9));

        room.Time.Advance(Lease);
        var again = Assert.Single(await ReceiveAsync(restarted, 9));

        Assert.Equal((true, 1, killed.Sequence), (again.IsSuspect, again.Attempt, again.Sequence));
        Assert.True(again.Fence > killed.Fence);
    }

    [Fact]
    public async Task What_this_process_held_and_let_go_of_without_a_word_is_no_suspect_unless_it_was_one_before()
    {
        await using var room = await RoomAsync();
        await AppendAsync(room, "a");
        Assert.Single(await ReceiveAsync(room, 9));
        room.Time.Advance(Lease);

        var again = Assert.Single(await ReceiveAsync(room, 9));

        Assert.Equal((false, 1), (again.IsSuspect, again.Attempt));
        await using var restarted = await room.ReopenAsync();
        room.Time.Advance(Lease);
        Assert.True(Assert.Single(await ReceiveAsync(restarted, 9)).IsSuspect);
        room.Time.Advance(Lease);
        Assert.True(Assert.Single(await ReceiveAsync(restarted, 9)).IsSuspect);
    }

    [Fact]
    public async Task What_another_process_took_over_and_left_is_a_suspect_for_its_first_holder_too()
    {
        await using var room = await RoomAsync();
        await using var other = await room.ReopenAsync();
        await AppendAsync(room, "a");
        Assert.Single(await ReceiveAsync(room, 9));
        room.Time.Advance(Lease);
        Assert.Single(await ReceiveAsync(other, 9));

        room.Time.Advance(Lease);

        Assert.True(Assert.Single(await ReceiveAsync(room, 9)).IsSuspect);
    }

    [Fact]
    public async Task Who_was_overtaken_changes_nothing()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "a");
        var late = Assert.Single(await ReceiveAsync(room, 9));
        room.Time.Advance(Lease);
        var latest = Assert.Single(await ReceiveAsync(room, 9));

        await stream.ReturnAsync(late, "late", TimeSpan.Zero, StoreRoom.Cancel);
        await stream.ParkAsync(late, "late", StoreRoom.Cancel);
        await stream.ReleaseAsync([late], StoreRoom.Cancel);
        await stream.ExtendAsync([late], TimeSpan.FromMinutes(9), StoreRoom.Cancel);
        Assert.Empty(await stream.BeginTrialAsync([late], "late", StoreRoom.Cancel));

        Assert.Empty(await stream.ListParkedAsync("org-1", 9, StoreRoom.Cancel));
        Assert.Empty(await ReceiveAsync(room, 9));
        Assert.Equal([latest], await stream.BeginTrialAsync([late, latest], null, StoreRoom.Cancel));
        room.Time.Advance(Lease);
        Assert.Equal((1, 1), Assert.Single(await ReceiveAsync(room, 9)) is var item ? (item.Attempt, item.Trials) : default);
    }

    [Fact]
    public async Task Released_is_not_counted_returned_is_and_comes_back_after_its_delay()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));

        await stream.ReleaseAsync([item], StoreRoom.Cancel);
        var released = Assert.Single(await ReceiveAsync(room, 9));
        await stream.ReturnAsync(released, "it broke", TimeSpan.FromSeconds(5), StoreRoom.Cancel);
        Assert.Empty(await ReceiveAsync(room, 9));
        room.Time.Advance(TimeSpan.FromSeconds(5));
        var returned = Assert.Single(await ReceiveAsync(room, 9));

        Assert.Equal((1, false), (released.Attempt, released.IsSuspect));
        Assert.Equal((2, false), (returned.Attempt, returned.IsSuspect));
    }

    [Fact]
    public async Task A_parked_item_waits_for_a_person_and_begins_from_the_start_when_it_is_put_back()
    {
        await using var room = await RoomAsync();
        await room.AddOrgAsync("org-2");
        var stream = room.Get<IItemStream>();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        await stream.ReturnAsync(item, "it broke", TimeSpan.Zero, StoreRoom.Cancel);
        var second = Assert.Single(await ReceiveAsync(room, 9));

        await stream.ParkAsync(second, "it broke again", StoreRoom.Cancel);
        room.Time.Advance(TimeSpan.FromDays(400));

        Assert.Empty(await ReceiveAsync(room, 9));
        Assert.Empty(await stream.BacklogAsync(StoreRoom.Cancel));
        Assert.Empty(await stream.ListParkedAsync("org-2", 9, StoreRoom.Cancel));
        var parked = Assert.Single(await stream.ListParkedAsync("org-1", 9, StoreRoom.Cancel));
        Assert.Equal((2, "it broke again", StoreRoom.Start, Examples.Id("submission-1")), (parked.Attempts, parked.Error, parked.ParkedAt, parked.Submission.Id));
        Assert.False(await stream.RetryParkedAsync("org-2", parked.Submission.Id, StoreRoom.Cancel));
        Assert.False(await stream.RetryParkedAsync("org-1", "no such id", StoreRoom.Cancel));
        Assert.True(await stream.RetryParkedAsync("org-1", parked.Submission.Id, StoreRoom.Cancel));
        Assert.Equal(1, Assert.Single(await ReceiveAsync(room, 9)).Attempt);
    }

    [Fact]
    public async Task A_trial_is_counted_once_and_names_what_ran_when_the_process_did_not_survive_it()
    {
        await using var room = await RoomAsync();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));
        var stream = room.Get<IItemStream>();

        Assert.Single(await stream.BeginTrialAsync([item], null, StoreRoom.Cancel));
        Assert.Single(await stream.BeginTrialAsync([item], "acme.killer", StoreRoom.Cancel));
        await using var restarted = await room.ReopenAsync();
        room.Time.Advance(Lease);
        var again = Assert.Single(await ReceiveAsync(restarted, 9));

        Assert.Equal((1, "acme.killer", true), (again.Trials, again.Running, again.IsSuspect));
        Assert.Single(await restarted.Get<IItemStream>().BeginTrialAsync([again], null, StoreRoom.Cancel));
        room.Time.Advance(Lease);
        Assert.Equal((2, null), Assert.Single(await ReceiveAsync(restarted, 9)) is var third ? (third.Trials, third.Running) : default);
    }

    [Fact]
    public async Task A_trial_of_many_is_counted_of_each_that_is_still_held()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "a", "b", "c");
        var held = await ReceiveAsync(room, 9);
        await stream.ReleaseAsync([held[1]], StoreRoom.Cancel);

        var begun = await stream.BeginTrialAsync(held, null, StoreRoom.Cancel);

        Assert.Equal([held[0], held[2]], begun);
        Assert.Empty(await stream.BeginTrialAsync([], null, StoreRoom.Cancel));
        await using var restarted = await room.ReopenAsync();
        room.Time.Advance(Lease);
        var again = await ReceiveAsync(restarted, 9);
        Assert.Equal([("a", 1), ("b", 0), ("c", 1)], again.OrderBy(item => item.Sequence).Zip(["a", "b", "c"], (item, name) => (name, item.Trials)));
    }

    [Fact]
    public async Task An_acknowledged_item_is_gone_from_the_queue_and_stays_in_the_archive()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        var item = await room.AppendHeldAsync(Examples.Submission("org-1"));

        await stream.AcknowledgeAsync([item], StoreRoom.Cancel);
        room.Time.Advance(Lease);

        Assert.Empty(await ReceiveAsync(room, 9));
        Assert.Empty(await stream.BacklogAsync(StoreRoom.Cancel));
        Assert.Equal(item.Submission.Id, (await room.Get<ISubmissionArchive>().FindAsync("org-1", item.Submission.Id, StoreRoom.Cancel))?.Id);
        Assert.Null(await room.Get<ISubmissionArchive>().FindAsync("org-2", item.Submission.Id, StoreRoom.Cancel));
    }

    [Fact]
    public async Task A_clock_set_forward_takes_nothing_from_who_is_at_it()
    {
        await using var room = await RoomAsync();
        await using var other = await room.ReopenAsync();
        await AppendAsync(room, "a", "b");
        Assert.Single(await ReceiveAsync(room, 1));
        Assert.Empty(await other.Get<IItemStream>().ListParkedAsync("org-1", 9, StoreRoom.Cancel));

        room.Time.Step(TimeSpan.FromDays(2));

        Assert.Equal([Examples.Id("b")], (await ReceiveAsync(other, 9)).Select(item => item.Submission.Id));
        Assert.Empty(await ReceiveAsync(room, 9));
        room.Time.Advance(Lease);
        Assert.Equal([Examples.Id("a"), Examples.Id("b")], (await ReceiveAsync(other, 9)).Select(item => item.Submission.Id));
    }

    [Fact]
    public async Task A_clock_set_back_keeps_no_item_waiting()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await AppendAsync(room, "held", "failed", "fresh");
        Assert.Single(await ReceiveAsync(room, 1));
        await stream.ReturnAsync(Assert.Single(await ReceiveAsync(room, 1)), "it broke", TimeSpan.FromSeconds(5), StoreRoom.Cancel);

        // Set back while no process runs: the next one knows nothing of it.
        room.Time.Step(TimeSpan.FromDays(-2));
        await using var restarted = await room.ReopenAsync();

        Assert.Equal(3, Assert.Single(await restarted.Get<IItemStream>().BacklogAsync(StoreRoom.Cancel)).Due);
        Assert.Equal(3, (await ReceiveAsync(restarted, 9)).Count);
    }

    [Fact]
    public async Task Waiting_ends_when_something_is_appended_and_looks_by_itself_after_a_while()
    {
        await using var room = await RoomAsync();
        var stream = room.Get<IItemStream>();
        await stream.WaitForWorkAsync(StoreRoom.Cancel);

        var waiting = stream.WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(waiting.IsCompleted);
        await AppendAsync(room, "a");
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
        await stream.WaitForWorkAsync(StoreRoom.Cancel);

        var polling = stream.WaitForWorkAsync(StoreRoom.Cancel);
        Assert.False(polling.IsCompleted);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await polling.WaitAsync(TimeSpan.FromMinutes(1), StoreRoom.Cancel);
    }

    private static async Task AppendAsync(StoreRoom room, params string[] names) => await room.Get<IItemStream>().AppendAsync(
        [.. names.Select(name => Examples.Submission("org-1", name))], lease: null, StoreRoom.Cancel);

    private static async Task<IReadOnlyList<StreamItem>> ReceiveAsync(StoreRoom room, int most) =>
        (await room.Get<IItemStream>().ReceiveAsync([new OrgShare("org-1", most)], Lease, StoreRoom.Cancel))[0].Items;

    private async Task<StoreRoom> RoomAsync()
    {
        var room = await OpenAsync();
        await room.AddOrgAsync();
        return room;
    }
}
